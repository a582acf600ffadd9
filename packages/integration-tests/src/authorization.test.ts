import './authorization/authorization.stories';
import './authorization/authorizationMatrix.stories';
import './authorization/permissionEntryPoints.stories';
import './defaults/defaults.stories';
import './defaults/placement.stories';
import './audit/audit.stories';
import './audit/pseudonyms.stories';
import './audit/reading.stories';

jest.setTimeout(180_000);
