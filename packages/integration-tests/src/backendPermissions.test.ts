import './backendPermissions/requiredPermissions.stories';
import './backendPermissions/fewerPermissions.stories';

jest.setTimeout(180_000);
