export { grantDefinitions } from './definitions';
export { buildPermissionsPolicy } from './grants';
export {
  keyActionsOf,
  keyCallContext,
  keyCallOf,
  type KeyCall,
  type ResourceKey,
} from './keyCalls';
export {
  grantId,
  grantKeyActions,
  grantKeyStatement,
  grantKeyUse,
  mayBeEncrypted,
  type GrantKeys,
} from './keyUse';
export { resourcesBeyond } from './resourcesBeyond';
export type { GrantAccess, GrantContext, GrantDefinition } from './types';
