import './notifications/toldOnce.stories';
import './notifications/swept.stories';
import './notifications/tell.stories';

jest.setTimeout(180_000);
