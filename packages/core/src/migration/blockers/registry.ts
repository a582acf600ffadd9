import type { Blocker } from '../types';
import { agentMissing } from './agentMissing';
import { brokenRules } from './brokenRules';
import { crossAccountRole } from './crossAccountRole';
import { fargate } from './fargate';
import { notManagedByBackstage } from './notManagedByBackstage';
import { podsUnknown } from './podsUnknown';
import { sharedTrustTooLong } from './sharedTrustTooLong';
import { windows } from './windows';

/** Everything that can stand in the way of a migration. Nothing is written while one does. */
export const blockers: readonly Blocker[] = [
  notManagedByBackstage,
  podsUnknown,
  fargate,
  windows,
  agentMissing,
  crossAccountRole,
  sharedTrustTooLong,
  brokenRules,
];
