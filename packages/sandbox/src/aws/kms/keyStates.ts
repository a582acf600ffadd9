import type { KmsKey } from '../../state/account';
import type { JsonOperation } from '../json/operation';
import { AwsError } from '../protocol/error';
import { keyAccess, keyOf } from './access';
import { invalidState } from './usable';

/** Returns an operation that changes the state of a key. */
function stateOperation(
  name: string,
  change: (key: KmsKey) => object,
): JsonOperation {
  return {
    name,
    write: true,
    isOwnAccountOnly: true,
    access: (input, context) => keyAccess(name, input, context),
    run: (input, context) => change(keyOf(input, context).key),
  };
}

export const disableKey = stateOperation('DisableKey', key => {
  if (key.unusable === 'PendingDeletion') throw invalidState(key.arn);
  key.unusable = 'Disabled';
  return {};
});

export const enableKey = stateOperation('EnableKey', key => {
  if (key.unusable === 'PendingDeletion') throw invalidState(key.arn);
  delete key.unusable;
  return {};
});

/** Schedules the deletion of a key. The sandbox never deletes it. */
export const scheduleKeyDeletion = stateOperation(
  'ScheduleKeyDeletion',
  key => {
    if (key.unusable === 'PendingDeletion') throw invalidState(key.arn);
    key.unusable = 'PendingDeletion';
    return { KeyId: key.arn, KeyState: key.unusable };
  },
);

/** Cancels the deletion of a key, which is then disabled. */
export const cancelKeyDeletion = stateOperation('CancelKeyDeletion', key => {
  if (key.unusable !== 'PendingDeletion') {
    throw new AwsError(
      'KMSInvalidStateException',
      400,
      `${key.arn} is not pending deletion.`,
    );
  }
  key.unusable = 'Disabled';
  return { KeyId: key.arn };
});
