import type { EvaluationRequest } from '@backstage-irsa/iam-policy';
import { valueOf } from '../../model/observation';
import type { ReadResource } from '../resources/resourceSide';
import type { KeyDecision } from './keyDecisionTypes';
import { unreadStateOf, unusableState } from './keyState';
import { refusedKey } from './refusedKey';

type KeyState = Pick<ReadResource, 'keyState'>;

/** The operations that need a key in a usable state. Source: "Key states of AWS KMS keys", AWS KMS Developer Guide. */
const USES =
  /^kms:(decrypt|derivesharedsecret|encrypt|generatedatakey(pair)?(withoutplaintext)?|(generate|verify)mac|reencrypt(from|to)|sign|verify)$/i;

/** Whether an operation needs a usable key. A grant can also be created for a key whose key store is disconnected. */
function needsUsable(action: string, { keyState }: KeyState): boolean {
  return /^kms:creategrant$/i.test(action)
    ? keyState !== undefined && valueOf(keyState) !== 'Unavailable'
    : USES.test(action);
}

/** Decides whether the state of a key that is itself the resource lets anybody use it. Returns undefined if it does, or if the request does not use it. */
export function ownStateDecision(
  { action, resource }: Pick<EvaluationRequest, 'action' | 'resource'>,
  read: KeyState,
): KeyDecision | undefined {
  if (!needsUsable(action, read)) return undefined;
  const state = unusableState(read);
  return state !== undefined
    ? refusedKey(
        resource,
        action,
        `The KMS key is in the state ${state}, in which nobody can use it.`,
      )
    : unreadStateOf(read);
}
