import { absent, found, unknown } from '../../model/observation';
import { ownStateDecision } from './ownState';

const resource = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd';

it.each([
  ['kms:Decrypt', 'Enabled', undefined],
  ['kms:Decrypt', 'Updating', undefined],
  ['kms:decrypt', 'Disabled', 'denied'],
  ['kms:GenerateDataKey', 'PendingDeletion', 'denied'],
  ['kms:GenerateDataKeyPairWithoutPlaintext', 'Disabled', 'denied'],
  ['kms:ReEncryptFrom', 'PendingImport', 'denied'],
  ['kms:VerifyMac', 'Disabled', 'denied'],
  ['kms:CreateGrant', 'Disabled', 'denied'],
  ['kms:CreateGrant', 'PendingImport', 'denied'],
  ['kms:CreateGrant', 'Unavailable', undefined],
  ['kms:RevokeGrant', 'Disabled', undefined],
  ['kms:EnableKey', 'Disabled', undefined],
  ['kms:PutKeyPolicy', 'PendingDeletion', undefined],
  ['kms:CancelKeyDeletion', 'PendingDeletion', undefined],
])('decides %s on a key in the state %s: %s', (action, state, expected) => {
  const answer = ownStateDecision(
    { action, resource },
    { keyState: found(state) },
  );
  expect(answer?.state).toBe(expected);
  if (answer?.state !== 'denied') return;
  expect(answer.isFinal).toBe(true);
  expect(answer.result.blockedBy[0].message).toBe(
    `The KMS key is in the state ${state}, in which nobody can use it.`,
  );
});

it.each(['kms:Decrypt', 'kms:CreateGrant'])(
  'decides nothing about %s on a key that does not exist, or on no key',
  action => {
    const asked = { action, resource };
    const missing = { keyState: absent<string>() };
    expect(ownStateDecision(asked, missing)).toBeUndefined();
    expect(ownStateDecision(asked, {})).toBeUndefined();
  },
);

it.each([
  ['kms:Decrypt', { state: 'unread', reason: 'No permission.' }],
  ['kms:CreateGrant', { state: 'unread', reason: 'No permission.' }],
  ['kms:EnableKey', undefined],
])('says whether %s depends on a state that was not read', (action, answer) => {
  const keyState = unknown<string>('No permission.');
  expect(ownStateDecision({ action, resource }, { keyState })).toEqual(answer);
});
