import type { EvaluationRequest } from '@backstage-irsa/iam-policy';
import type { EncryptionReading } from '../../model/observed';
import { keyDecisionOf, type KeyKnowledge } from '../keys/keyDecision';
import type { KeyDecision } from '../keys/keyDecisionTypes';
import { mayBeKeptFromKey } from '../whoCan/reservations';

/**
 * Returns the decision about the encrypting key that applies to a request for its resource; undefined if the role can use the key. An uncertain
 * denial applies to a request that is otherwise allowed, but not to one that is left open.
 */
export function keyThatDecides(
  request: EvaluationRequest,
  encryption: EncryptionReading,
  { isLeftOpen, ...known }: KeyKnowledge & { isLeftOpen: boolean },
): KeyDecision | undefined {
  const key = keyDecisionOf(request, encryption, known);
  if (!key && mayBeKeptFromKey(request, encryption, known.controlsFor)) {
    return {
      state: 'unread',
      reason: 'It depends on condition keys that were not given.',
    };
  }
  const isUnsure =
    key?.state === 'denied' &&
    (key.unreadGrants !== undefined || key.result.missingContext.length > 0);
  return isLeftOpen && isUnsure ? undefined : key;
}
