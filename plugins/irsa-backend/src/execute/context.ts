import type { EKSClient } from '@aws-sdk/client-eks';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { CoreV1Api } from '@kubernetes/client-node';
import type { Effect, Pairs } from '@backstage-irsa/core/planning';

/** What effects act through: IAM of the role's account, EKS of the cluster's, and the cluster's API. */
export interface ExecutionContext {
  iam: IAMClient;
  eks: EKSClient;
  /** Asked for only by what is done in the cluster: all else may go on without it. */
  core: () => Promise<CoreV1Api>;
}

/** Makes the effect of one kind of step, once. */
export type EffectRunner<T extends Effect['type']> = (
  effect: Extract<Effect, { type: T }>,
  context: ExecutionContext,
) => Promise<void>;

/** Tags as IAM takes them. */
export function toTags(tags: Pairs): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
