export { servicesOf } from './actions';
export { assessNodeRole } from './assessNodeRole';
export { type NodeRoleWorkload } from './types';
export { reachOf } from './reach';
export type { NodeRoleAssessment } from './types';
