import './notifications/toldOnce.stories';
import './notifications/swept.stories';

jest.setTimeout(180_000);
