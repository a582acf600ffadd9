import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';
import { buildPermissionsPolicy } from '../grants';
import { checkTester } from '../__testUtils__/checkTester';
import {
  observedDocument,
  observedWith,
  ROLE_ARN,
} from '../__testUtils__/observed';
import { absent, found, unknown } from '../model/observation';
import type { Observed, ObservedEncryption } from '../model/observed';
import { check } from './bucket-encryption';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd';
const VIA = { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' };
const documentOf = (...Statement: Statement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement,
});
const allow = (change: Partial<Statement> = {}): Statement => ({
  Effect: 'Allow',
  Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
  Resource: KEY,
  ...change,
});
/** The default key policy. */
const DELEGATES = allow({
  Principal: { AWS: 'arn:aws:iam::111122223333:root' },
  Action: 'kms:*',
  Resource: '*',
});
const ELSEWHERE = allow({
  Principal: { AWS: 'arn:aws:iam::111122223333:role/other' },
  Resource: '*',
});

const encryptedBy = (
  key: Partial<ObservedEncryption>,
  ...own: Statement[]
): Partial<Observed> => ({
  buckets: found([
    {
      name: 'orders',
      policy: absent(),
      encryption: found({
        keyArn: KEY,
        bucketKey: true,
        keyPolicy: found(observedDocument(documentOf(DELEGATES))),
        keyGrants: found([]),
        ...key,
      }),
    },
  ]),
  inlinePolicies: found(
    own.length === 0
      ? []
      : [{ name: 'own', document: observedDocument(documentOf(...own)) }],
  ),
});
const keyPolicyOf = (...statements: Statement[]) => ({
  keyPolicy: found(observedDocument(documentOf(...statements))),
});
const writes = (observed: Partial<Observed>): Partial<Observed> => ({
  ...observed,
  attachedPolicies: found([
    found({
      ...{ arn: 'arn:aws:iam::111122223333:policy/p', name: 'p', path: '/' },
      defaultVersionId: 'v1',
      document: observedDocument(
        buildPermissionsPolicy(
          [{ service: 's3', access: 'write', resource: 'orders' }],
          { partition: 'aws', region: 'eu-west-1', accountId: '111122223333' },
        ),
      ),
      tags: {},
    }),
  ]),
});

/** A bucket that is encrypted with an AWS managed key. */
const managedIn = (
  accountId: string,
  ofUploader?: true,
): Partial<Observed> => ({
  buckets: found([
    {
      ...{ name: 'orders', policy: absent() },
      encryption: {
        state: 'absent',
        awsManagedKey: {
          arn: `arn:aws:kms:eu-west-1:${accountId}:alias/aws/s3`,
          ...(ofUploader && { ofUploader }),
        },
      },
    },
  ]),
});

checkTester(check, [
  {
    name: 'a bucket without a KMS key',
    observed: {
      buckets: found([
        { name: 'orders', policy: absent(), encryption: absent() },
      ]),
    },
    result: 'pass',
    message: 'can use the keys',
  },
  {
    name: 'an AWS managed key in the account of the role',
    observed: managedIn('111122223333'),
    result: 'pass',
    message: 'can use the keys',
  },
  {
    name: 'kms-key-denies: an AWS managed key in another account',
    observed: managedIn('444455556666'),
    result: 'warn',
    fault: 'kms-key-denies',
    message:
      'Bucket orders is encrypted with arn:aws:kms:eu-west-1:444455556666:alias/aws/s3, an AWS managed key that only account 444455556666 can use: role orders-0a1b2c3d4e cannot call kms:Decrypt with it',
    remediation: 'Encrypt it with a customer managed key',
  },
  {
    name: 'the AWS managed keys of uploaders, for a bucket of another account',
    observed: managedIn('444455556666', true),
    result: 'unknown',
    message: 'can read only objects that account 111122223333 uploaded',
    remediation: 'Encrypt it with a customer managed key',
  },
  {
    name: 'kms-key-denies: a key policy that enables IAM policies, but no IAM policy',
    observed: encryptedBy({}),
    result: 'warn',
    fault: 'kms-key-denies',
    message: `Bucket orders is encrypted with KMS key ${KEY}, but role orders-0a1b2c3d4e cannot call kms:Decrypt with it`,
    remediation:
      'aws iam put-role-policy --role-name orders-0a1b2c3d4e --policy-name use-key-of-bucket-orders --policy-document',
  },
  {
    name: 'kms-key-denies: a role that writes, but can only decrypt',
    observed: writes(encryptedBy({}, allow({ Action: 'kms:Decrypt' }))),
    result: 'warn',
    fault: 'kms-key-denies',
    message: 'cannot call kms:GenerateDataKey with it',
    remediation: 'put-role-policy',
  },
  {
    name: 'a role that can use the key',
    observed: encryptedBy({}, allow()),
    result: 'pass',
    message: 'can use the keys',
  },
  {
    name: 'kms-key-denies: a key policy that allows only other roles',
    observed: encryptedBy(keyPolicyOf(ELSEWHERE), allow()),
    result: 'warn',
    fault: 'kms-key-denies',
    message:
      'cannot call kms:Decrypt with it: the policy of the key does not allow it.',
    remediation: `Add the statement to the policy of key ${KEY}`,
  },
  {
    name: 'a key policy that names the role, and no IAM policy',
    observed: encryptedBy(
      keyPolicyOf(
        allow({
          Principal: { AWS: ROLE_ARN },
          Resource: '*',
          Condition: { StringEquals: VIA },
        }),
      ),
    ),
    result: 'pass',
    message: 'can use the keys',
  },
  {
    name: 'kms-key-denies: a disabled key',
    observed: encryptedBy({ keyState: found('Disabled') }, allow()),
    result: 'warn',
    fault: 'kms-key-denies',
    message: `Bucket orders is encrypted with KMS key ${KEY}, which is in the state Disabled`,
    remediation: 'kms enable-key',
  },
  {
    name: 'kms-key-denies: a key policy that denies everyone',
    observed: encryptedBy(
      keyPolicyOf(DELEGATES, { ...ELSEWHERE, Principal: '*', Effect: 'Deny' }),
      allow(),
    ),
    result: 'warn',
    fault: 'kms-key-denies',
    message: 'cannot call kms:Decrypt',
    remediation: 'A Deny statement or the permissions boundary',
  },
  ...[
    { bucketKey: true, about: 'arn:aws:s3:::orders', result: 'pass' as const },
    {
      bucketKey: false,
      about: 'arn:aws:s3:::orders/*',
      result: 'pass' as const,
    },
  ].map(({ bucketKey, about, result }) => ({
    name: `a condition on the encryption context, bucket key ${bucketKey}`,
    observed: encryptedBy(
      { bucketKey },
      allow({
        Condition: {
          StringEquals: VIA,
          StringLike: { 'kms:EncryptionContext:aws:s3:arn': about },
        },
      }),
    ),
    result,
    message: 'can use the keys',
  })),
  {
    name: 'kms-key-denies: a condition on objects, although the bucket key sends the bucket',
    observed: encryptedBy(
      {},
      allow({
        Condition: {
          StringLike: {
            'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::orders/*',
          },
        },
      }),
    ),
    result: 'warn',
    fault: 'kms-key-denies',
    message: 'cannot call kms:Decrypt',
    remediation: 'put-role-policy',
  },
  {
    name: 'a condition on a key that only a request has',
    observed: encryptedBy(
      {},
      allow({ Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } } }),
    ),
    result: 'unknown',
    message: 'depends on aws:SourceVpce',
  },
  {
    name: 'a role that can only read',
    observed: {
      ...encryptedBy(
        {},
        allow({ Action: 's3:Get*', Resource: 'arn:aws:s3:::orders/*' }),
        allow({ Action: 'kms:Decrypt' }),
      ),
      attachedPolicies: found([]),
    },
    result: 'pass',
    message: 'can use the keys',
  },
  {
    name: 'a role without permissions on objects',
    observed: {
      ...encryptedBy({}),
      attachedPolicies: found([]),
    },
    result: 'pass',
    message: 'can use the keys',
  },
  {
    name: 'a missing permission to read the encryption',
    observed: {
      buckets: found([
        {
          name: 'orders',
          policy: absent(),
          encryption: unknown('no', 's3:GetEncryptionConfiguration'),
        },
      ]),
    },
    result: 'unknown',
    message: 'The encryption of bucket orders could not be read',
    remediation: 's3:GetEncryptionConfiguration',
  },
  {
    name: 'a missing permission to read the key policy',
    observed: encryptedBy({ keyPolicy: unknown('no', 'kms:GetKeyPolicy') }),
    result: 'unknown',
    message: `The policy of KMS key ${KEY} could not be read`,
    remediation: 'kms:GetKeyPolicy',
  },
  {
    name: 'a key that does not exist',
    observed: encryptedBy({ keyPolicy: absent() }),
    result: 'unknown',
    message: 'does not exist',
  },
]);

it('suggests the missing statement for use through S3 without showing the existing key policy', () => {
  const { remediation } = check.run(
    observedWith(writes(encryptedBy(keyPolicyOf(ELSEWHERE)))),
    null,
  );
  expect(remediation?.commands).toEqual([
    expect.stringContaining('kms get-key-policy'),
    expect.stringContaining('kms put-key-policy'),
  ]);
  expect(remediation?.diff?.before).toBe('');
  expect(JSON.parse(remediation?.diff?.after ?? '')).toEqual({
    Effect: 'Allow',
    Principal: { AWS: ROLE_ARN },
    Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
    Resource: '*',
    Condition: { StringEquals: VIA },
  });
  expect(JSON.stringify(remediation)).not.toContain('role/other');
});

it('requires the key policy and the role policy when the key is in another account', () => {
  const keyArn = KEY.replace('111122223333', '444455556666');
  const { remediation } = check.run(
    observedWith(encryptedBy({ keyArn, ...keyPolicyOf(ELSEWHERE) })),
    null,
  );
  expect(remediation?.sentence).toContain(
    'a key of another account requires both',
  );
});

it('does not apply to a role that names no bucket', () => {
  expect(check.arises?.(observedWith())).toBe(false);
  expect(check.arises?.(observedWith(encryptedBy({})))).toBe(true);
});
