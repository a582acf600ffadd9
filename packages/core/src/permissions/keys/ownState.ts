import type { EvaluationRequest } from '@backstage-irsa/iam-policy';
import type { ReadResource } from '../resources/resourceSide';
import type { KeyDecision } from './keyDecisionTypes';
import { unreadStateOf, unusableState } from './keyState';
import { refusedKey } from './refusedKey';

/** The operations that need a key in a usable state. Source: "Key states of AWS KMS keys", AWS KMS Developer Guide. */
const USES =
  /^kms:(decrypt|derivesharedsecret|encrypt|generatedatakey(pair)?(withoutplaintext)?|(generate|verify)mac|reencrypt(from|to)|sign|verify)$/i;

/** Decides whether the state of a key that is itself the resource lets anybody use it. Returns undefined if it does, or if the request does not use it. */
export function ownStateDecision(
  { action, resource }: Pick<EvaluationRequest, 'action' | 'resource'>,
  read: Pick<ReadResource, 'keyState'>,
): KeyDecision | undefined {
  if (!USES.test(action)) return undefined;
  const state = unusableState(read);
  return state !== undefined
    ? refusedKey(
        resource,
        action,
        `The KMS key is in the state ${state}, in which nobody can use it.`,
      )
    : unreadStateOf(read);
}
