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

/** The facts that a migration depends on. */
export interface MigrationContext {
  account: IamServiceAccount;
  to: Mechanism;
  cluster: ClusterConfig;
  pods: Observation<ObservedPod[]>;
  steps: PlannedStep[];
  violations: Violation[];
  /** The desired objects; absent if the spec itself violates a rule, or if Backstage does not manage the access. */
  desired?: Desired;
  observed?: Observed;
}

/** A pure function that returns blockers; empty if nothing blocks. */
export type Blocker = (context: MigrationContext) => MigrationBlocker[];
