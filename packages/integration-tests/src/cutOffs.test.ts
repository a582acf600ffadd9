import './cutOffs/cutOffs.stories';
import './cutOffs/cutOffPermissions.stories';
import './cutOffs/targetRoles.stories';

jest.setTimeout(180_000);
