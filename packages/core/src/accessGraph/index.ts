export { accessGraph } from './accessGraph';
export { canAssume, type ChainedRole } from './canAssume';
export type { AccessGraphInput, GraphRole, RoleChain } from './types';
