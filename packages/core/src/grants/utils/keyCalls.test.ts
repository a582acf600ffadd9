import { keyActionsOf, keyCallContext, keyCallOf } from './keyCalls';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd';
const SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf';

it.each([
  ['dynamodb:PartiQLSelect', ['kms:Decrypt']],
  ['dynamodb:DescribeTable', []],
  ['secretsmanager:UpdateSecret', ['kms:GenerateDataKey', 'kms:Decrypt']],
  ['secretsmanager:DescribeSecret', []],
])('%s needs the actions %j on the key', (action, expected) => {
  expect(keyActionsOf(action)).toEqual(expected);
});

it('names the version of a secret in the encryption context, whose value any call can have', () => {
  const call = keyCallOf(SECRET, { keyArn: KEY, bucketKey: false })!;
  const context = keyCallContext(call);
  expect(context).toMatchObject({
    'kms:EncryptionContextKeys': ['SecretARN', 'SecretVersionId'],
    'kms:EncryptionContext:SecretARN': SECRET,
  });
  expect(context).not.toHaveProperty('kms:EncryptionContext:SecretVersionId');
});
