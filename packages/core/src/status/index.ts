export {
  accessStatusOf,
  compareStatus,
  isRoleAwaited,
  worstFirst,
} from './accessStatus';
export { hasArrived } from './arrival';
export { associationOf } from './association';
export { cutOffProof } from './cutOffProof';
export { managedByOf } from './managedBy';
export type { StoredProof } from './proofBasis';
export { isShown, SETTLING_MS } from './settling';
export { type ShownStatus, shownStatus } from './shownStatus';
export { statusOf } from './status';
export {
  type LastState,
  type LastVerification,
  type Proving,
  verificationOf,
} from './verificationOf';
export { type LastSteps, recentSteps, unseenUntil } from './unseen';
export { workloadsOf } from './workloads';
export { changesBetween } from './historyChanges';
