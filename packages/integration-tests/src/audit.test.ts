import './audit/audit.stories';
import './audit/pseudonyms.stories';
import './audit/reading.stories';

jest.setTimeout(180_000);
