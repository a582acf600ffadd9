export { grantDefinitions } from './definitions';
export { buildPermissionsPolicy } from './grants';
export { keyActionsOf, type ResourceKey } from './keyCalls';
export {
  grantId,
  grantKeyActions,
  mayBeEncrypted,
  type GrantKeys,
} from './keyUse';
export { resourcesBeyond } from './resourcesBeyond';
export type { GrantAccess, GrantContext, GrantDefinition } from './types';
