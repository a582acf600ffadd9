export { servicesOf } from './actions';
export { type NodeRoleWorkload, assessNodeRole } from './assessNodeRole';
export { reachOf } from './reach';
export type { NodeRoleAssessment } from './types';
