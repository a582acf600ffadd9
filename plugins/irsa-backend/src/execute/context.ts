import type { EKSClient } from '@aws-sdk/client-eks';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { CoreV1Api } from '@kubernetes/client-node';
import type { Effect } from '@backstage-irsa/core/planning';
import type { TrustWrites } from '../serviceAccounts/TrustWriteStore';

/** The clients that effects use: IAM of the role's account, EKS of the cluster's account, and the cluster's API. */
export interface ExecutionContext {
  iam: IAMClient;
  eks: EKSClient;
  /** Returns the cluster's API. Only effects in the cluster request it, so that all others work without the cluster. */
  core: () => Promise<CoreV1Api>;
  /** The recent writes of the trust policy of the effect's role. */
  trustWrites: TrustWrites;
}

/** Runs an effect of one type, once. */
export type EffectRunner<T extends Effect['type']> = (
  effect: Extract<Effect, { type: T }>,
  context: ExecutionContext,
) => Promise<void>;
