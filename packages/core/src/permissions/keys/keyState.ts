import { valueOf } from '../../model/observation';
import type { ObservedEncryption } from '../../model/observed';
import type { KeyDecision } from './keyDecisionTypes';

/** The key states in which KMS encrypts and decrypts. Source: "Key states of AWS KMS keys", AWS KMS Developer Guide. */
const USABLE = ['Enabled', 'Updating'];

/** Returns the state of a key that nobody can use; undefined if the key can be used, or if its state is unknown. */
export function unusableState({
  keyState,
}: Pick<ObservedEncryption, 'keyState'>): string | undefined {
  const state = keyState && valueOf(keyState);
  return state === undefined || USABLE.includes(state) ? undefined : state;
}

/** Returns an `unread` decision if the state of a key is unknown, because it can be one in which nobody can use the key. */
export function unreadStateOf({
  keyState,
}: Pick<ObservedEncryption, 'keyState'>): KeyDecision | undefined {
  return keyState?.state === 'unknown'
    ? { state: 'unread', reason: keyState.reason }
    : undefined;
}
