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

/** How a verification is made. */
export interface VerifyOptions {
  /** Also make the live proof. */
  live: boolean;
  /** Something was just written: waits for what IAM still spreads, as long as that may take. */
  settling?: boolean;
  /** Something was just written: the fleet shows it at once. */
  written?: boolean;
  /** A reached cap on live proofs is a failed proof rather than an error. */
  tolerateCap?: boolean;
}

/** What a verifier works with. */
export interface VerifierOptions {
  signals: VerificationSignals;
  claims: EntityClaims;
  config: IrsaConfig;
  evaluator: Evaluator;
  /** Is told what a verification right after a change saw. */
  fleet: {
    written(
      id: string,
      observed: Observed,
      verification: Verification,
    ): Promise<void>;
  };
  logger: LoggerService;
  observer: Observer;
  /** Plans the steps that lead back to the recorded spec; undefined where nobody asked us. */
  planner: {
    drift(
      account: IamServiceAccount,
      look: Look,
    ): Promise<PlannedStep[] | undefined>;
  };
  prover: LiveProver;
  proofs: ProofStore;
  store: ServiceAccountStore;
  permissions: PermissionsStore;
  chains: ChainStore;
  deliveries: DeliveryStore;
  managed: Pick<ManagedObjectStore, 'forgetAll' | 'objectsOf'>;
}
