export { grantDefinitions } from './registry';
export { buildPermissionsPolicy } from './grants';
export { keyActionsOf, type ResourceKey } from './utils/keyCalls';
export {
  grantId,
  grantKeyActions,
  mayBeEncrypted,
  needsKey,
  type GrantKeys,
} from './utils/keyUse';
export { resourcesBeyond } from './utils/resourcesBeyond';
export type { GrantAccess, GrantContext, GrantDefinition } from './types';
