import { evaluate } from '@backstage-irsa/iam-policy';
import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import { consentTo } from '../../permissions/resources/consent';
import {
  buildPermissionsPolicy,
  grantDefinitions,
  grantId,
  mayBeEncrypted,
} from '../index';
import { grantKeyStatement } from './keyUse';

const ACCOUNT = '111122223333';
const CONTEXT = { partition: 'aws', region: 'eu-west-1', accountId: ACCOUNT };
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/orders`;

/** The KMS actions of each access, and the encryption context of the service. */
const CASES: [
  service: string,
  access: string,
  actions: string[],
  encryptionContext: Record<string, string | string[]>,
][] = [
  ['s3', 'read', ['kms:Decrypt'], { 'aws:s3:arn': 'arn:aws:s3:::orders/*' }],
  [
    's3',
    'write',
    ['kms:Decrypt', 'kms:GenerateDataKey'],
    { 'aws:s3:arn': 'arn:aws:s3:::orders/*' },
  ],
  [
    's3',
    'write-acl',
    ['kms:Decrypt', 'kms:GenerateDataKey'],
    { 'aws:s3:arn': 'arn:aws:s3:::orders/*' },
  ],
  [
    's3',
    'read-write',
    ['kms:Decrypt', 'kms:GenerateDataKey'],
    { 'aws:s3:arn': 'arn:aws:s3:::orders/*' },
  ],
  [
    'sqs',
    'send',
    ['kms:Decrypt', 'kms:GenerateDataKey'],
    { 'aws:sqs:arn': `arn:aws:sqs:eu-west-1:${ACCOUNT}:orders` },
  ],
  [
    'sqs',
    'consume',
    ['kms:Decrypt'],
    { 'aws:sqs:arn': `arn:aws:sqs:eu-west-1:${ACCOUNT}:orders` },
  ],
  [
    'sqs',
    'send-consume',
    ['kms:Decrypt', 'kms:GenerateDataKey'],
    { 'aws:sqs:arn': `arn:aws:sqs:eu-west-1:${ACCOUNT}:orders` },
  ],
  [
    'sns',
    'publish',
    ['kms:Decrypt', 'kms:GenerateDataKey*'],
    { 'aws:sns:topicArn': `arn:aws:sns:eu-west-1:${ACCOUNT}:orders` },
  ],
  [
    'secretsmanager',
    'read',
    ['kms:Decrypt'],
    {
      SecretARN: `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:orders-??????`,
    },
  ],
  [
    'secretsmanager',
    'read-write',
    ['kms:Decrypt', 'kms:GenerateDataKey'],
    {
      SecretARN: `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:orders-??????`,
    },
  ],
  [
    'kinesis',
    'read',
    ['kms:Decrypt'],
    { 'aws:kinesis:arn': `arn:aws:kinesis:eu-west-1:${ACCOUNT}:stream/orders` },
  ],
  [
    'kinesis',
    'write',
    ['kms:GenerateDataKey'],
    { 'aws:kinesis:arn': `arn:aws:kinesis:eu-west-1:${ACCOUNT}:stream/orders` },
  ],
  [
    'states',
    'start',
    ['kms:Decrypt'],
    {
      'aws:states:stateMachineArn': `arn:aws:states:eu-west-1:${ACCOUNT}:stateMachine:orders`,
    },
  ],
  ...['read', 'write', 'read-write'].map((access): (typeof CASES)[number] => [
    'dynamodb',
    access,
    ['kms:Decrypt'],
    {
      'aws:dynamodb:tableName': 'orders',
      'aws:dynamodb:subscriberId': ACCOUNT,
    },
  ]),
];

const grantOf = (service: string, access: string, resource = 'orders') => ({
  ...{ service, access, resource },
});
const key = (keyArn = KEY, bucketKey = false) => ({ keyArn, bucketKey });

it.each(CASES)(
  'lets %s/%s use only the key of its resource',
  (service, access, actions, encryptionContext) => {
    const grant = grantOf(service, access);
    expect(grantKeyStatement(grant, key(), CONTEXT)).toEqual({
      Effect: 'Allow',
      Action: actions,
      Resource: KEY,
      Condition: {
        StringEquals: {
          'kms:ViaService': `${service}.eu-west-1.amazonaws.com`,
        },
        StringLike: Object.fromEntries(
          Object.entries(encryptionContext).map(([name, value]) => [
            `kms:EncryptionContext:${name}`,
            value,
          ]),
        ),
      },
    });
  },
);

it('covers every access that might need a key', () => {
  const all = [...grantDefinitions.values()].flatMap(({ service, access }) =>
    Object.keys(access).map(name =>
      grantOf(
        service,
        name,
        service === 'sts' ? 'arn:aws:iam::111122223333:role/a' : 'orders',
      ),
    ),
  );
  const nameOf = ([service, access]: string[]) => `${service}/${access}`;
  expect(
    all
      .filter(mayBeEncrypted)
      .map(({ service, access }) => nameOf([service, access]))
      .sort(),
  ).toEqual(CASES.map(([service, access]) => nameOf([service, access])).sort());
});

it('names existing KMS actions', async () => {
  const catalogue = await loadCatalogue();
  const known = (catalogue.service('kms')?.actions ?? []).map(
    ({ name }) => `kms:${name}`,
  );
  for (const [, , actions] of CASES) {
    for (const action of actions) {
      expect(known).toContain(action.replace('*', ''));
    }
  }
});

it('uses the region and partition of the key', () => {
  const arn = `arn:aws-cn:kms:cn-north-1:${ACCOUNT}:key/mrk-1234`;
  const statement = grantKeyStatement(grantOf('s3', 'read'), key(arn), {
    ...{ partition: 'aws-cn', region: 'cn-northwest-1', accountId: ACCOUNT },
  });
  expect(statement?.Condition).toEqual({
    StringEquals: { 'kms:ViaService': 's3.cn-north-1.amazonaws.com.cn' },
    StringLike: {
      'kms:EncryptionContext:aws:s3:arn': 'arn:aws-cn:s3:::orders/*',
    },
  });
});

it.each([
  `arn:aws:kms:eu-west-1:${ACCOUNT}:key/*`,
  `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1?`,
  `arn:aws:kms:eu-west-1:${ACCOUNT}:alias/orders`,
  `arn:aws:s3:eu-west-1:${ACCOUNT}:key/1`,
  '*',
])('creates no statement for %s, which is not a key', arn => {
  const grant = grantOf('s3', 'read');
  expect(grantKeyStatement(grant, key(arn), CONTEXT)).toBeUndefined();
});

/** Returns whether the policy of the grant lets the role decrypt in this context. */
const decrypts = (bucketKey: boolean, about: string, via = 's3') => {
  const grant = grantOf('s3', 'read');
  const document = buildPermissionsPolicy(
    [grant],
    CONTEXT,
    new Map([[grantId(grant), [key(KEY, bucketKey)]]]),
  );
  const { decision } = evaluate({
    principal: { kind: 'role', arn: ROLE },
    action: 'kms:Decrypt',
    resource: KEY,
    identityPolicies: [{ name: 'grants', document }],
    resourcePolicy: consentTo(ROLE),
    context: {
      'kms:ViaService': `${via}.eu-west-1.amazonaws.com`,
      'kms:EncryptionContext:aws:s3:arn': about,
    },
  });
  return decision === 'Allowed';
};

it.each([
  ['an object of the bucket', false, 'arn:aws:s3:::orders/a', true],
  ['the bucket, without a bucket key', false, 'arn:aws:s3:::orders', false],
  ['the bucket, with a bucket key', true, 'arn:aws:s3:::orders', true],
  ['an object older than the bucket key', true, 'arn:aws:s3:::orders/a', true],
  ['another bucket', true, 'arn:aws:s3:::orders-2', false],
  ['an object of another bucket', true, 'arn:aws:s3:::orders-2/a', false],
])('allows or denies decryption for %s', (_, bucketKey, about, expected) => {
  expect(decrypts(bucketKey, about)).toBe(expected);
});

it('denies decryption through another service', () => {
  expect(decrypts(false, 'arn:aws:s3:::orders/a', 'sqs')).toBe(false);
});
