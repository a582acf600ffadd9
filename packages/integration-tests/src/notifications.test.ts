import './notifications/notifiedOnce.stories';
import './notifications/scanned.stories';

jest.setTimeout(180_000);
