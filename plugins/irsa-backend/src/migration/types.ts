import type {
  IamServiceAccount,
  Mechanism,
  MigrationBlocker,
  Violation,
} from '@backstage-irsa/plugin-irsa-common';
import type { ClusterConfig } from '../config/model';
import type { Observation } from '../observe/observation';
import type { Observed, ObservedPod } from '../observe/types';
import type { Desired } from '../plan/desired';
import type { PlannedStep } from '../plan/types';

/** All that a migration depends on. */
export interface MigrationContext {
  account: IamServiceAccount;
  to: Mechanism;
  cluster: ClusterConfig;
  pods: Observation<ObservedPod[]>;
  steps: PlannedStep[];
  violations: Violation[];
  /** Absent when the spec breaks a rule by itself, or when it is not ours. */
  desired?: Desired;
  observed?: Observed;
}

/** One thing that can stand in the way; empty when it does not. Pure. */
export type Blocker = (context: MigrationContext) => MigrationBlocker[];
