import type { FaultId } from '../../model/faults';

/** Why a pod has no role, the most common reasons first. */
export const WITHOUT_ROLE: FaultId[] = [
  'pod-older-than-annotation',
  'mistyped-annotation',
  'webhook-missing',
  'other-service-account',
  'webhook-skipped',
  'lookup-race',
  'old-sdk',
  'container-sets-role',
];
