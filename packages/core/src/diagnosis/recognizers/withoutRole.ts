import type { FaultId } from '../../model/faults';

/** The reasons why a pod has no role, most common first. */
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
