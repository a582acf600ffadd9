import type {
  IamServiceAccount,
  Mechanism,
  MigrationBlocker,
  Violation,
} from '../model/types';
import type { ClusterConfig } from '../model/config';
import type { Observation } from '../model/observation';
import type { Observed, ObservedPod } from '../model/observed';
import type { Desired } from '../planning/types';
import type { PlannedStep } from '../planning/types';

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
