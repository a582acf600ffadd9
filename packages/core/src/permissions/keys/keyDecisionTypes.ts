import type { EvaluationResult } from '@backstage-irsa/iam-policy';

/** The decision whether the role can use the key that encrypts a resource, when the resource's service calls the key. */
export type KeyDecision =
  | {
      state: 'unread';
      reason: string;
      /** The condition on which the decision depends, in words, if known. */
      condition?: string;
    }
  | {
      state: 'denied';
      keyArn: string;
      action: string;
      result: EvaluationResult;
      /** Whether no policy can allow the use of the key. */
      isFinal?: true;
      /** Why grants of the key were not read. One of them could allow the call. */
      unreadGrants?: string;
      /** The unknown condition keys of the call on which the denial depends, without those of the key policy. */
      openKeys?: string[];
    };
