import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  IamServiceAccount,
  Verification,
  Observed,
} from '@backstage-irsa/core/model';
import type { IrsaConfig } from '../config/types';
import type { Look } from '../observe/Look';
import type { Observer } from '../observe/Observer';
import type { Evaluator } from '../permissions/evaluator/Evaluator';
import type { LiveProver } from './proof/LiveProver';
import type { ChainStore } from './store/ChainStore';
import type { DeliveryStore } from '../serviceAccounts/DeliveryStore';
import type { ManagedObjectStore } from '../serviceAccounts/ManagedObjectStore';
import type { PermissionsStore } from '../permissions/PermissionsStore';
import type { ProofStore } from '../serviceAccounts/ProofStore';
import type { ServiceAccountStore } from '../serviceAccounts/ServiceAccountStore';
import type { VerificationSignals } from './VerificationSignals';
import type { EntityClaims } from './EntityClaims';
import type { PlannedStep } from '@backstage-irsa/core/planning';

/** Options of a verification. */
export interface VerifyOptions {
  /** Whether to make the live proof too. */
  live: boolean;
  /** Whether something was just written. If so, waits until IAM has propagated the change, for as long as that may take. */
  settling?: boolean;
  /** Whether something was just written. If so, the fleet shows the result at once. */
  written?: boolean;
  /** Whether a reached cap on live proofs counts as a failed proof instead of an error. */
  tolerateCap?: boolean;
}

/** The difference between the recorded spec and what was observed. */
export interface Drift {
  /** The steps that restore the spec. */
  steps: PlannedStep[];
  /** Until when AWS may show an older state than Backstage wrote last, if the observation is based on one. ISO 8601. */
  unseenUntil?: string;
}

/** The dependencies of a verifier. */
export interface VerifierOptions {
  signals: VerificationSignals;
  claims: EntityClaims;
  config: IrsaConfig;
  evaluator: Evaluator;
  /** Receives what a verification right after a change observed. */
  fleet: {
    written(
      id: string,
      observed: Observed,
      verification: Verification,
    ): Promise<void>;
  };
  logger: LoggerService;
  observer: Observer;
  /** Plans the steps that restore the recorded spec. Undefined if Backstage has no spec to compare with. */
  planner: {
    drift(account: IamServiceAccount, look: Look): Promise<Drift | undefined>;
  };
  prover: LiveProver;
  proofs: ProofStore;
  store: ServiceAccountStore;
  permissions: PermissionsStore;
  chains: ChainStore;
  deliveries: DeliveryStore;
  managed: Pick<ManagedObjectStore, 'forgetAll' | 'objectsOf'>;
}
