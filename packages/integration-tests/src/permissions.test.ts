import './permissions/permissions.stories';
import './permissions/access.stories';
import './permissions/rightSize.stories';
import './permissions/vpcEndpoints.stories';
import './backendPermissions/requiredPermissions.stories';
import './backendPermissions/fewerPermissions.stories';
import './backendPermissions/deploymentPermissions.stories';
import './backendPermissions/iamFiles.stories';

jest.setTimeout(180_000);
