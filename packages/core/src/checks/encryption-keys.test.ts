import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';
import { buildPermissionsPolicy, grantId } from '../grants';
import { checkTester } from '../__testUtils__/checkTester';
import {
  observedDocument,
  observedWith,
  ROLE_ARN,
} from '../__testUtils__/observed';
import { absent, found, unknown } from '../model/observation';
import type {
  EncryptionReading,
  Observed,
  ObservedEncryption,
} from '../model/observed';
import { check } from './encryption-keys';

const ACCOUNT = '111122223333';
const HOME = { partition: 'aws', region: 'eu-west-1', accountId: ACCOUNT };
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd`;
const documentOf = (...Statement: Statement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement,
});
/** The default key policy. */
const DELEGATES: Statement = {
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  Action: 'kms:*',
  Resource: '*',
};
const ELSEWHERE = {
  ...DELEGATES,
  Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/other` },
};
const SEND = { service: 'sqs', access: 'send', resource: 'orders' };
const grantOf = (service: string, access = 'read') => ({
  ...{ service, access, resource: 'orders' },
});

/** A role with a grant, and the key policy of the granted resource. `knows` says whether the policy of the role allows the key. */
const granted = (
  grant: typeof SEND,
  statements: Statement[] = [DELEGATES],
  knows = true,
  change: Partial<ObservedEncryption> = {},
): Partial<Observed> => {
  const encryption = {
    ...{ keyArn: KEY, bucketKey: false },
    keyPolicy: found(observedDocument(documentOf(...statements))),
    keyGrants: found([]),
    ...change,
  };
  const keys = new Map(knows ? [[grantId(grant), [encryption]]] : []);
  const document = buildPermissionsPolicy([grant], HOME, keys);
  return {
    grants: [grant],
    resources: [{ id: grantId(grant), encryption: found(encryption) }],
    inlinePolicies: found([
      { name: 'grants', document: observedDocument(document) },
    ]),
  };
};

const managedIn = (accountId: string): EncryptionReading => ({
  state: 'absent',
  awsManagedKey: {
    arn: `arn:aws:kms:eu-west-1:${accountId}:alias/aws/sqs`,
  },
});

checkTester(check, [
  ...[
    SEND,
    grantOf('sqs', 'consume'),
    grantOf('sns', 'publish'),
    grantOf('secretsmanager'),
    grantOf('secretsmanager', 'read-write'),
    grantOf('dynamodb', 'read-write'),
    grantOf('kinesis'),
    grantOf('kinesis', 'write'),
    grantOf('states', 'start'),
  ].map(grant => ({
    name: `the policy of the grant ${grant.service}/${grant.access}`,
    observed: granted(grant),
    result: 'pass' as const,
    message: 'can use the keys of what its spec grants',
  })),
  {
    name: 'kms-key-denies: a queue that was encrypted after the grant',
    observed: granted(SEND, [DELEGATES], false),
    result: 'warn',
    fault: 'kms-key-denies',
    message: `SQS queue orders is encrypted with KMS key ${KEY}, but role orders-0a1b2c3d4e cannot call kms:Decrypt or kms:GenerateDataKey with it`,
    remediation: 'Apply the spec again: its plan allows role',
  },
  {
    name: 'kms-key-denies: a key policy that does not allow the role',
    observed: granted(SEND, [ELSEWHERE]),
    result: 'warn',
    fault: 'kms-key-denies',
    message:
      'cannot call kms:Decrypt or kms:GenerateDataKey with it: the policy of the key does not allow it.',
    remediation: `aws --profile ${ACCOUNT} --region eu-west-1 kms put-key-policy --key-id ${KEY} --policy-name default --policy file://key-policy.json`,
  },
  {
    name: 'a key policy that names the role for only this queue',
    observed: granted(
      SEND,
      [
        {
          ...DELEGATES,
          Principal: { AWS: ROLE_ARN },
          Condition: {
            StringEquals: {
              'kms:ViaService': 'sqs.eu-west-1.amazonaws.com',
              'kms:EncryptionContext:aws:sqs:arn': `arn:aws:sqs:eu-west-1:${ACCOUNT}:orders`,
            },
          },
        },
      ],
      false,
    ),
    result: 'pass',
    message: 'can use the keys',
  },
  {
    name: 'kms-key-denies: a key policy for another queue',
    observed: granted(SEND, [
      {
        ...DELEGATES,
        Condition: {
          StringEquals: {
            'kms:EncryptionContext:aws:sqs:arn': `arn:aws:sqs:eu-west-1:${ACCOUNT}:other`,
          },
        },
      },
    ]),
    result: 'warn',
    fault: 'kms-key-denies',
    message: 'the policy of the key does not allow it',
    remediation: 'Add the statement to the policy of key',
  },
  {
    name: 'a grant of the key if no policy allows it',
    observed: granted(SEND, [ELSEWHERE], false, {
      keyGrants: found([
        {
          ...{ id: 'a1', granteePrincipal: ROLE_ARN },
          operations: ['Decrypt', 'GenerateDataKey'],
        },
      ]),
    }),
    result: 'pass',
    message: 'can use the keys',
  },
  {
    name: 'kms-key-denies: a grant of the key for another queue',
    observed: granted(SEND, [ELSEWHERE], true, {
      keyGrants: found([
        {
          ...{ id: 'a1', granteePrincipal: ROLE_ARN },
          operations: ['Decrypt', 'GenerateDataKey'],
          contextSubset: {
            'aws:sqs:arn': `arn:aws:sqs:eu-west-1:${ACCOUNT}:other`,
          },
        },
      ]),
    }),
    result: 'warn',
    fault: 'kms-key-denies',
    message: 'the policy of the key does not allow it',
  },
  {
    name: 'a missing permission to read grants if no policy allows it',
    observed: granted(SEND, [DELEGATES], false, {
      keyGrants: unknown('no', 'kms:ListGrants'),
    }),
    result: 'unknown',
    message: 'Whether a grant of the key allows role orders-0a1b2c3d4e',
    remediation: 'Grant the backend kms:ListGrants. If no grant allows it:',
  },
  {
    name: 'a missing permission to read grants because of an SCP',
    observed: granted(SEND, [DELEGATES], false, {
      keyGrants: unknown('no', 'kms:ListGrants', 'Change the SCP'),
    }),
    result: 'unknown',
    message: 'Whether a grant of the key allows role orders-0a1b2c3d4e',
    remediation: 'Change the SCP. If no grant allows it:',
  },
  {
    name: 'a missing permission to read grants if policies allow it',
    observed: granted(SEND, [DELEGATES], true, {
      keyGrants: unknown('no', 'kms:ListGrants'),
    }),
    result: 'pass',
    message: 'can use the keys',
  },
  {
    name: 'no customer managed key',
    observed: {
      grants: [SEND],
      resources: [{ id: 'sqs/orders', encryption: absent() }],
    },
    result: 'pass',
    message: 'can use the keys',
  },
  {
    name: 'an AWS managed key in the account of the role',
    observed: {
      grants: [SEND],
      resources: [{ id: 'sqs/orders', encryption: managedIn(ACCOUNT) }],
    },
    result: 'pass',
    message: 'can use the keys',
  },
  {
    name: 'kms-key-denies: an AWS managed key in another account',
    observed: {
      grants: [SEND],
      resources: [{ id: 'sqs/orders', encryption: managedIn('444455556666') }],
    },
    result: 'warn',
    fault: 'kms-key-denies',
    message:
      'SQS queue orders is encrypted with arn:aws:kms:eu-west-1:444455556666:alias/aws/sqs, an AWS managed key that only account 444455556666 can use: role orders-0a1b2c3d4e cannot call kms:Decrypt or kms:GenerateDataKey with it',
    remediation: 'Encrypt it with a customer managed key',
  },
  {
    name: 'a missing permission to read the queue',
    observed: {
      grants: [SEND],
      resources: [
        {
          id: 'sqs/orders',
          encryption: unknown('no', 'sqs:GetQueueAttributes'),
        },
      ],
    },
    result: 'unknown',
    message: 'The encryption of SQS queue orders could not be read',
    remediation: 'sqs:GetQueueAttributes',
  },
  {
    name: 'kms-key-denies: a disabled key',
    observed: granted(SEND, [DELEGATES], true, { keyState: found('Disabled') }),
    result: 'warn',
    fault: 'kms-key-denies',
    message: `SQS queue orders is encrypted with KMS key ${KEY}, which is in the state Disabled: nobody can use it.`,
    remediation: `aws --profile ${ACCOUNT} --region eu-west-1 kms enable-key --key-id ${KEY}`,
  },
  {
    name: 'kms-key-denies: a key that is about to be deleted, although its policy denies the role too',
    observed: granted(SEND, [ELSEWHERE], true, {
      keyState: found('PendingDeletion'),
    }),
    result: 'warn',
    fault: 'kms-key-denies',
    message: 'in the state PendingDeletion',
    remediation: `kms cancel-key-deletion --key-id ${KEY}`,
  },
  {
    name: 'kms-key-denies: a key in a custom key store that is disconnected',
    observed: granted(SEND, [DELEGATES], true, {
      keyState: found('Unavailable'),
    }),
    result: 'warn',
    fault: 'kms-key-denies',
    message: 'in the state Unavailable',
    remediation: 'Ask the owner of the key to make it usable again',
  },
  ...['Enabled', 'Updating'].map(state => ({
    name: `a key in the state ${state}`,
    observed: granted(SEND, [DELEGATES], true, { keyState: found(state) }),
    result: 'pass' as const,
    message: 'can use the keys',
  })),
  {
    name: 'a missing permission to read the state of a key that the role may use',
    observed: granted(SEND, [DELEGATES], true, {
      keyState: unknown('no', 'kms:DescribeKey'),
    }),
    result: 'unknown',
    message: `The state of KMS key ${KEY} could not be read`,
    remediation: 'kms:DescribeKey',
  },
  {
    name: 'kms-key-denies: a denial by a key whose state could not be read',
    observed: granted(SEND, [ELSEWHERE], true, {
      keyState: unknown('no', 'kms:DescribeKey'),
    }),
    result: 'warn',
    fault: 'kms-key-denies',
    message: 'cannot call kms:Decrypt or kms:GenerateDataKey with it',
    remediation: 'Add the statement to the policy of key',
  },
  {
    name: 'a missing permission to read the key policy',
    observed: granted(SEND, [], true, {
      keyPolicy: unknown('no', 'kms:GetKeyPolicy'),
    }),
    result: 'unknown',
    message: `The policy of KMS key ${KEY} could not be read`,
    remediation: 'kms:GetKeyPolicy',
  },
]);

const KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab';
const NAMED_KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/${KEY_ID}`;
const grantedKey = (
  access: string,
  statements: Statement[] = [DELEGATES],
  change: Partial<ObservedEncryption> = {},
) =>
  granted(
    { ...SEND, service: 'kms', access, resource: KEY_ID },
    statements,
    true,
    {
      keyArn: NAMED_KEY,
      ...change,
    },
  );
const onlyWith = (Condition: Statement['Condition']): Statement => ({
  ...DELEGATES,
  Condition,
});

checkTester(check, [
  ...['encrypt', 'decrypt', 'encrypt-decrypt'].map(access => ({
    name: `a key that the spec grants to ${access}`,
    observed: grantedKey(access),
    result: 'pass' as const,
    message: 'can use the keys of what its spec grants',
  })),
  {
    name: 'kms-key-denies: a granted key that is disabled',
    observed: grantedKey('decrypt', [DELEGATES], {
      keyState: found('Disabled'),
    }),
    result: 'warn',
    fault: 'kms-key-denies',
    message: `The spec grants KMS key ${NAMED_KEY}, which is in the state Disabled: nobody can use it.`,
    remediation: `kms enable-key --key-id ${NAMED_KEY}`,
  },
  {
    name: 'kms-key-denies: a granted key whose policy does not delegate to IAM',
    observed: grantedKey('encrypt', [ELSEWHERE]),
    result: 'warn',
    fault: 'kms-key-denies',
    message: `The spec grants KMS key ${NAMED_KEY}, but role orders-0a1b2c3d4e cannot call kms:Encrypt or kms:GenerateDataKey or kms:DescribeKey with it: the policy of the key does not allow it.`,
    remediation:
      '"Action":["kms:Encrypt","kms:GenerateDataKey","kms:DescribeKey"],"Resource":"*"}',
  },
  {
    name: 'kms-key-denies: a granted key whose policy allows only calls through a service',
    observed: grantedKey('decrypt', [
      onlyWith({
        StringEquals: { 'kms:ViaService': 'sqs.eu-west-1.amazonaws.com' },
      }),
    ]),
    result: 'warn',
    fault: 'kms-key-denies',
    message: 'cannot call kms:Decrypt or kms:DescribeKey with it',
    remediation: 'Add the statement to the policy of key',
  },
  {
    name: 'a granted key whose policy requires an encryption context',
    observed: grantedKey('decrypt', [
      onlyWith({ StringEquals: { 'kms:EncryptionContext:app': 'orders' } }),
    ]),
    result: 'unknown',
    message:
      'depends on a condition of the key policy, which only a request shows',
  },
  {
    name: 'kms-key-denies: a granted key that does not exist',
    observed: grantedKey('decrypt', [], { keyPolicy: absent() }),
    result: 'warn',
    fault: 'kms-key-denies',
    message: `The spec grants KMS key ${KEY_ID}, which does not exist in account ${ACCOUNT} and region eu-west-1.`,
    remediation: 'Grant the ID of a customer managed key',
  },
  {
    name: 'kms-key-denies: a granted key that AWS manages',
    observed: {
      ...grantedKey('decrypt'),
      resources: [{ id: `kms/${KEY_ID}`, encryption: managedIn(ACCOUNT) }],
    },
    result: 'warn',
    fault: 'kms-key-denies',
    message: 'which AWS manages for one of its services',
    remediation: 'Grant the ID of a customer managed key',
  },
  {
    name: 'a missing permission to read the policy of a granted key',
    observed: grantedKey('decrypt', [], {
      keyPolicy: unknown('no', 'kms:GetKeyPolicy'),
    }),
    result: 'unknown',
    message: `The policy of KMS key ${NAMED_KEY} could not be read`,
    remediation: 'kms:GetKeyPolicy',
  },
]);

it('lists every resource whose key the role cannot use, and every resource whose encryption is unknown', () => {
  const topic = { ...SEND, service: 'sns', access: 'publish' };
  const [sent, published] = [
    granted(SEND, [ELSEWHERE], false),
    granted(topic, [ELSEWHERE], false),
  ];
  const secret = grantOf('secretsmanager');
  const answer = check.run(
    observedWith({
      ...sent,
      grants: [secret, SEND, topic],
      resources: [
        {
          id: grantId(secret),
          encryption: unknown('no', 'secretsmanager:DescribeSecret'),
        },
        ...(sent.resources ?? []),
        ...(published.resources ?? []),
      ],
    }),
    null,
  );
  expect(answer).toMatchObject({ result: 'warn', fault: 'kms-key-denies' });
  expect(answer.message).toMatch(
    /^SQS queue orders .* SNS topic orders .* The encryption of .* secret orders could not be read/,
  );
  const { sentence, commands = [], diff } = answer.remediation ?? {};
  expect(sentence).toContain('secretsmanager:DescribeSecret');
  // For each resource, one command reads the key policy and one writes it.
  expect(commands).toHaveLength(4);
  expect(diff?.after).toMatch(/sqs.eu-west-1[^]*sns.eu-west-1/);
});

it('suggests a separate policy for the key of each resource', () => {
  const topic = { ...SEND, service: 'sns', access: 'publish' };
  const [sent, published] = [
    granted(SEND, [DELEGATES], false),
    granted(topic, [DELEGATES], false),
  ];
  const answer = check.run(
    observedWith({
      ...sent,
      grants: [SEND, topic],
      resources: [sent, published].flatMap(({ resources = [] }) => resources),
    }),
    null,
  );
  const names = (answer.remediation?.commands ?? []).map(
    line => /--policy-name (\S+)/.exec(line)?.[1],
  );
  expect(names).toEqual([
    'use-key-of-sqs-queue-orders',
    'use-key-of-sns-topic-orders',
  ]);
});

it('does not show other statements of the key policy', () => {
  const answer = check.run(observedWith(granted(SEND, [ELSEWHERE])), null);
  expect(JSON.stringify(answer)).not.toContain('role/other');
});

it('applies only to readable resources of services that can use a KMS key', () => {
  const arises = (observed: Partial<Observed>) =>
    check.arises?.(observedWith(observed));
  expect(arises(granted(SEND))).toBe(true);
  expect(arises({ grants: [SEND] })).toBe(false);
  expect(arises(granted(grantOf('s3')))).toBe(false);
  expect(
    arises({ grants: [grantOf('events', 'publish')], resources: [] }),
  ).toBe(false);
});
