import type { EvaluationResult } from '@backstage-irsa/iam-policy';

/** Whether the role may use the key that encrypts a resource, as its service asks when it is called. */
export type KeyDecision =
  | {
      state: 'unread';
      reason: string;
      /** What it hangs on, in words, where that is known. */
      condition?: string;
    }
  | {
      state: 'denied';
      keyArn: string;
      action: string;
      result: EvaluationResult;
      /** Whether AWS manages the key, so that no policy lets in another account. */
      isAwsManaged?: true;
      /** Why grants of the key, of which one may allow it, were not read. */
      unreadGrants?: string;
      /** Where it hangs on keys of the call that are not known: those that others than the policy of the key ask for. */
      openKeys?: string[];
    };
