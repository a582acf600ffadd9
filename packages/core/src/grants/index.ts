export { buildPermissionsPolicy, grantDefinitions } from './grants';
export { resourcesBeyond } from './resourcesBeyond';
export type { GrantAccess, GrantContext, GrantDefinition } from './types';
