import type { Blocker } from '@backstage-irsa/iam-policy';
import type { KeyDecision } from './keyDecisionTypes';

/** Returns the denial of a key that no policy can allow. */
export function refusedKey(
  keyArn: string,
  action: string,
  message: string,
): KeyDecision {
  const blocker: Blocker = { layer: 'resource', cause: 'no-allow', message };
  return {
    ...{ state: 'denied', keyArn, action, isFinal: true },
    result: {
      ...{ decision: 'ImplicitlyDenied', decidedBy: [], blockedBy: [blocker] },
      ...{ missingContext: [], layers: [], invalidPolicies: [], warnings: [] },
    },
  };
}
