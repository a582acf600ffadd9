import type { GetBucketEncryptionCommand } from '@aws-sdk/client-s3';
import { found } from '@backstage-irsa/core/model';
import type { AwsClients } from '../aws/AwsClients';
import { UnconfiguredAccountError } from '../aws/errors';
import {
  EncryptionReader,
  readEncryption,
  readPolicy,
  readResource,
} from './index';

const HOME = '111122223333';
const KEY = `arn:aws:kms:eu-west-1:${HOME}:key/1234abcd`;
const DOCUMENT = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${HOME}:root` },
      Action: 'kms:*',
      Resource: '*',
    },
  ],
};

/** The response of an operation, or its error code. */
type Answer = object | string;

const refusal = (code: string) =>
  Object.assign(new Error(code), { name: code, $fault: 'client' });

const denied = (message: string) =>
  Object.assign(new Error(message), { name: 'AccessDenied', $fault: 'client' });

const answerOf = (answer: Answer = 'AccessDenied') => {
  if (typeof answer === 'string') throw refusal(answer);
  if (answer instanceof Error) throw answer;
  return answer;
};

const READS: Record<string, string> = {
  GetBucketPolicyCommand: 's3 policy',
  GetPublicAccessBlockCommand: 's3 block',
};

/** Clients with the response to each operation of each service, for S3 by account. */
function clients(
  answers: Record<string, Answer>,
  bucketRegion: string | undefined = 'eu-west-1',
) {
  const asked: string[] = [];
  const regions: string[] = [];
  const told = async (name: string) => {
    asked.push(name);
    return answerOf(answers[name]);
  };
  const fake = {
    s3: (accountId: string) => ({
      async send(command: GetBucketEncryptionCommand) {
        const { name } = command.constructor;
        if (READS[name] !== undefined) {
          return told(`${READS[name]} ${accountId}`);
        }
        const answer = await told(`s3 ${accountId}`);
        const handle = command.middlewareStack.resolve(
          async () => ({
            response: { headers: { 'x-amz-bucket-region': bucketRegion } },
            output: { $metadata: {} },
          }),
          {},
        );
        await handle({ input: command.input });
        return { ServerSideEncryptionConfiguration: { Rules: [answer] } };
      },
    }),
    accountPublicAccessBlock: () => told('s3 block of account'),
    query: (service: string, _: object, input: { TopicArn: string }) =>
      told(`${service} ${input.TopicArn}`),
    get: (service: string, _: object, path: string) =>
      told(`${service} ${path}`),
    async json(
      service: string,
      { accountId, region }: { accountId: string; region: string },
      operation: string,
      input: { KeyId: string },
    ) {
      regions.push(region);
      if (accountId !== HOME) throw new UnconfiguredAccountError(accountId);
      const name = `${service} ${operation}`;
      if (operation !== 'GetKeyPolicy') return told(name);
      asked.push(`${name} ${input.KeyId}`);
      return { Policy: JSON.stringify(DOCUMENT) };
    },
  };
  // A fake cannot have the private fields of the class.
  return { aws: fake as unknown as AwsClients, asked, regions };
}

const rule = (KMSMasterKeyID?: string, SSEAlgorithm = 'aws:kms') => ({
  ApplyServerSideEncryptionByDefault: {
    SSEAlgorithm,
    ...(KMSMasterKeyID !== undefined && { KMSMasterKeyID }),
  },
  BucketKeyEnabled: true,
});

const place = (accountIds = [HOME]) => ({ accountIds, region: 'eu-west-1' });
const ORDERS = { service: 's3', name: 'orders' };
const KEYED = {
  state: 'found',
  value: {
    keyArn: KEY,
    keyPolicy: { state: 'found', value: { document: DOCUMENT } },
  },
};
const MANAGED = {
  KeyMetadata: { Arn: KEY.replace('1234', 'aaaa'), KeyManager: 'AWS' },
};
const managed = (service: string, accountId = HOME) =>
  `arn:aws:kms:eu-west-1:${accountId}:alias/aws/${service}`;
const managedBy = (service: string) => ({
  state: 'absent',
  awsManagedKey: { arn: managed(service) },
});
const OWN = { KeyMetadata: { Arn: KEY, KeyManager: 'CUSTOMER' } };

describe('the key of a bucket', () => {
  const read = async (
    answers: Record<string, Answer>,
    accountIds?: string[],
  ) => {
    const { aws, asked } = clients(answers);
    const answer = await readEncryption(aws, place(accountIds), ORDERS);
    return { answer, asked };
  };

  it.each([
    ['an ARN', KEY],
    ['an ID', '1234abcd'],
  ])('is read by %s, together with its policy', async (_, keyId) => {
    const { answer } = await read({ [`s3 ${HOME}`]: rule(keyId) });
    expect(answer).toMatchObject(KEYED);
    expect(answer).toMatchObject({ value: { bucketKey: true } });
  });

  it.each<[string, Answer, object]>([
    [
      'as KMS describes it',
      { KeyMetadata: { ...OWN.KeyMetadata, KeyState: 'PendingDeletion' } },
      { state: 'found', value: 'PendingDeletion' },
    ],
    [
      'unknown without the permission',
      'AccessDeniedException',
      { state: 'unknown', right: 'kms:DescribeKey' },
    ],
  ])('has a state: %s', async (_, described, keyState) => {
    const { answer } = await read({
      [`s3 ${HOME}`]: rule(KEY),
      'kms DescribeKey': described,
    });
    expect(answer).toMatchObject({
      ...KEYED,
      value: { ...KEYED.value, keyState },
    });
  });

  it('is the AWS managed key if the bucket names it by its own ARN', async () => {
    const { answer } = await read({
      [`s3 ${HOME}`]: rule(KEY),
      'kms DescribeKey': MANAGED,
    });
    expect(answer).toEqual(managedBy('s3'));
  });

  it.each(['alias/orders', `arn:aws:kms:eu-west-1:${HOME}:alias/orders`])(
    'is looked up by %s',
    async keyId => {
      const { answer } = await read({
        [`s3 ${HOME}`]: rule(keyId),
        'kms DescribeKey': OWN,
      });
      expect(answer).toMatchObject(KEYED);
    },
  );

  it.each(['1234abcd', 'alias/orders', KEY.replace('west-1', 'central-1')])(
    'is looked up by %s in the region of the bucket',
    async keyId => {
      const keyArn = KEY.replace('west-1', 'central-1');
      const { aws, regions } = clients(
        {
          [`s3 ${HOME}`]: rule(keyId),
          'kms DescribeKey': {
            KeyMetadata: { Arn: keyArn, KeyManager: 'CUSTOMER' },
          },
        },
        'eu-central-1',
      );
      expect(await readEncryption(aws, place(), ORDERS)).toMatchObject({
        state: 'found',
        value: { keyArn },
      });
      expect(new Set(regions)).toEqual(new Set(['eu-central-1']));
    },
  );

  it.each(['1234abcd', 'alias/orders'])(
    'is unknown by %s if the region of the bucket is unknown',
    async keyId => {
      const { aws } = clients({ [`s3 ${HOME}`]: rule(keyId) }, 'somewhere');
      expect(await readEncryption(aws, place(), ORDERS)).toEqual({
        state: 'unknown',
        reason: `Bucket orders names the KMS key ${keyId}, and S3 does not say in which region the bucket is.`,
      });
    },
  );

  it('is known by its ARN even if the region of the bucket is unknown', async () => {
    const { aws } = clients({ [`s3 ${HOME}`]: rule(KEY) }, 'somewhere');
    expect(await readEncryption(aws, place(), ORDERS)).toMatchObject(KEYED);
  });

  it('is unknown, not absent, if its alias refers to no key', async () => {
    const { answer } = await read({
      [`s3 ${HOME}`]: rule('alias/orders'),
      'kms DescribeKey': 'NotFoundException',
    });
    expect(answer).toEqual({
      state: 'unknown',
      reason: `It names the KMS key arn:aws:kms:eu-west-1:${HOME}:alias/orders, which does not exist in that account and region.`,
    });
  });

  it.each<[string, Answer]>([
    ['S3 manages the key', rule(undefined, 'AES256')],
    [
      'the bucket has no encryption configuration',
      'ServerSideEncryptionConfigurationNotFoundError',
    ],
    ['the bucket does not exist', 'NoSuchBucket'],
  ])('is absent when %s', async (_, given) => {
    const { answer, asked } = await read({ [`s3 ${HOME}`]: given });
    expect(answer).toEqual({ state: 'absent' });
    expect(asked).toEqual([`s3 ${HOME}`]);
  });

  it.each<[string, string | undefined, true | undefined]>([
    ['the bucket names no key', undefined, true],
    ['the bucket names the alias of that key', 'alias/aws/s3', true],
    ['the bucket names the alias ARN of that key', managed('s3'), undefined],
    [
      'the bucket names the alias ARN of that key in another account',
      managed('s3', '444455556666'),
      undefined,
    ],
  ])('is the AWS managed key when %s', async (_, keyId, ofUploader) => {
    const { answer, asked } = await read({ [`s3 ${HOME}`]: rule(keyId) });
    const arn = keyId?.startsWith('arn:') ? keyId : managed('s3');
    expect(answer).toEqual({
      state: 'absent',
      awsManagedKey: { arn, ...(ofUploader && { ofUploader }) },
    });
    expect(asked).toEqual([`s3 ${HOME}`]);
  });

  it.each([
    `arn:aws:kms::${HOME}:key/1`,
    `arn:aws:s3:eu-west-1:${HOME}:key/1`,
    `arn:aws:kms:evil.example/x:${HOME}:key/1`,
    `arn:aws:kms:eu-west-1:${HOME}:key/*`,
    `arn:aws:kms:eu-west-1::key/1`,
    'evil.example/key',
    '*',
  ])('is not looked up by %s', async keyId => {
    const { answer, asked } = await read({ [`s3 ${HOME}`]: rule(keyId) });
    expect(answer).toMatchObject({
      state: 'unknown',
      reason: expect.stringContaining(keyId),
    });
    expect(asked).toEqual([`s3 ${HOME}`]);
  });

  it('is read in the account of the bucket, if that is another account', async () => {
    const { answer } = await read(
      { 's3 444455556666': 'AccessDenied', [`s3 ${HOME}`]: rule(KEY) },
      ['444455556666', HOME],
    );
    expect(answer).toMatchObject({ state: 'found', value: { keyArn: KEY } });
  });

  it.each<[string, Answer, object]>([
    [
      'as KMS lists them, without grants to AWS services',
      {
        Grants: [
          {
            GrantId: 'a1',
            GranteePrincipal: `arn:aws:iam::${HOME}:role/orders`,
            Operations: ['Decrypt'],
            Constraints: {
              EncryptionContextSubset: { team: 'a' },
              SourceArn: 'arn:aws:s3:::orders-archive',
            },
          },
          { GrantId: 'b2', GranteePrincipal: 'ec2.amazonaws.com' },
        ],
      },
      {
        state: 'found',
        value: [
          {
            id: 'a1',
            granteePrincipal: `arn:aws:iam::${HOME}:role/orders`,
            operations: ['Decrypt'],
            contextSubset: { team: 'a' },
            sourceArn: 'arn:aws:s3:::orders-archive',
          },
        ],
      },
    ],
    [
      'unknown without the permission',
      'AccessDeniedException',
      { state: 'unknown', right: 'kms:ListGrants' },
    ],
    [
      'unknown if the list does not end',
      { Grants: [], NextMarker: 'more' },
      {
        state: 'unknown',
        reason: expect.stringContaining('more than 1000 grants'),
      },
    ],
  ])('has grants: %s', async (_, grants, keyGrants) => {
    const { answer } = await read({
      [`s3 ${HOME}`]: rule(KEY),
      'kms ListGrants': grants,
    });
    expect(answer).toMatchObject({ value: { keyGrants } });
  });

  it.each([
    [
      'Access Denied',
      'Where bucket orders is in account 111122223333, grant the backend',
    ],
    [
      'User: a is not authorized to perform: b on resource: c with an explicit deny in a resource control policy',
      'Change the resource control policy that denies the backend',
    ],
  ])('has a remediation if S3 responds "%s"', async (message, remediation) => {
    const { answer } = await read({ [`s3 ${HOME}`]: denied(message) });
    const right = 's3:GetEncryptionConfiguration';
    expect(answer).toMatchObject({
      ...{ state: 'unknown', right },
      remediation: expect.stringContaining(`${remediation} ${right}`),
    });
  });

  it('has an unknown policy in an account that is not configured', async () => {
    const keyArn = KEY.replace(HOME, '999999999999');
    const { answer } = await read({ [`s3 ${HOME}`]: rule(keyArn) });
    expect(answer).toMatchObject({
      state: 'found',
      value: { keyArn, keyPolicy: { state: 'unknown' } },
    });
  });
});

const QUEUE = { 'sqs GetQueueUrl': { QueueUrl: 'http://x/1/orders' } };
const TOPIC = `sns arn:aws:sns:eu-west-1:${HOME}:orders`;
const attributes = (Attributes: object) => ({ Attributes });
const streamWith = (StreamDescriptionSummary: object) => ({
  'kinesis DescribeStreamSummary': { StreamDescriptionSummary },
});

it.each<[string, Record<string, Answer>, object]>([
  [
    'sqs',
    {
      ...QUEUE,
      'sqs GetQueueAttributes': attributes({ KmsMasterKeyId: 'alias/orders' }),
      'kms DescribeKey': OWN,
    },
    KEYED,
  ],
  [
    'sqs',
    {
      ...QUEUE,
      'sqs GetQueueAttributes': attributes({ KmsMasterKeyId: 'alias/aws/sqs' }),
    },
    managedBy('sqs'),
  ],
  ['sqs', { ...QUEUE, 'sqs GetQueueAttributes': {} }, { state: 'absent' }],
  ['sqs', { 'sqs GetQueueUrl': 'QueueDoesNotExist' }, { state: 'absent' }],
  ['sqs', QUEUE, { state: 'unknown', right: 'sqs:GetQueueAttributes' }],
  ['sns', { [TOPIC]: { KmsMasterKeyId: KEY } }, KEYED],
  ['sns', { [TOPIC]: {} }, { state: 'absent' }],
  ['sns', { [TOPIC]: { KmsMasterKeyId: 'alias/aws/sns' } }, managedBy('sns')],
  ['sns', { [TOPIC]: 'NotFound' }, { state: 'absent' }],
  [
    'sns',
    { [TOPIC]: 'AuthorizationError' },
    { state: 'unknown', right: 'sns:GetTopicAttributes' },
  ],
  [
    'secretsmanager',
    { 'secretsmanager DescribeSecret': { KmsKeyId: KEY } },
    KEYED,
  ],
  [
    'secretsmanager',
    { 'secretsmanager DescribeSecret': {} },
    managedBy('secretsmanager'),
  ],
  [
    'secretsmanager',
    {},
    { state: 'unknown', right: 'secretsmanager:DescribeSecret' },
  ],
  [
    'dynamodb',
    {
      'dynamodb DescribeTable': {
        Table: { SSEDescription: { KMSMasterKeyArn: KEY } },
      },
      'kms DescribeKey': OWN,
    },
    KEYED,
  ],
  [
    'dynamodb',
    {
      'dynamodb DescribeTable': {
        Table: { SSEDescription: { KMSMasterKeyArn: KEY } },
      },
      'kms DescribeKey': MANAGED,
    },
    managedBy('dynamodb'),
  ],
  [
    'dynamodb',
    {
      'dynamodb DescribeTable': {
        Table: { SSEDescription: { KMSMasterKeyArn: KEY } },
      },
    },
    { state: 'unknown', right: 'kms:DescribeKey' },
  ],
  [
    'dynamodb',
    { 'dynamodb DescribeTable': { Table: {} } },
    { state: 'absent' },
  ],
  [
    'dynamodb',
    { 'dynamodb DescribeTable': 'ResourceNotFoundException' },
    { state: 'absent' },
  ],
  ['kinesis', streamWith({ EncryptionType: 'KMS', KeyId: KEY }), KEYED],
  [
    'kinesis',
    streamWith({ EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' }),
    managedBy('kinesis'),
  ],
  ['kinesis', streamWith({ EncryptionType: 'NONE' }), { state: 'absent' }],
  ['kinesis', {}, { state: 'unknown', right: 'kinesis:DescribeStreamSummary' }],
  [
    'states',
    {
      'states DescribeStateMachine': {
        encryptionConfiguration: {
          ...{ type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: '1234abcd' },
        },
      },
    },
    KEYED,
  ],
  [
    'states',
    {
      'states DescribeStateMachine': {
        encryptionConfiguration: { type: 'AWS_OWNED_KEY' },
      },
    },
    { state: 'absent' },
  ],
  [
    'states',
    { 'states DescribeStateMachine': 'StateMachineDoesNotExist' },
    { state: 'absent' },
  ],
  ['states', {}, { state: 'unknown', right: 'states:DescribeStateMachine' }],
])('reads the key of %s: %j', async (service, answers, expected) => {
  const { aws } = clients(answers);
  const answer = await readEncryption(aws, place(), {
    service,
    name: 'orders',
  });
  expect(answer).toMatchObject(expected);
});

const text = JSON.stringify(DOCUMENT);
const POLICY = { state: 'found', value: { document: DOCUMENT } };

it.each<[string, Record<string, Answer>, object]>([
  [
    's3',
    { [`s3 policy ${HOME}`]: { Policy: text } },
    { ...POLICY, accountId: HOME },
  ],
  [
    's3',
    { [`s3 policy ${HOME}`]: 'NoSuchBucketPolicy' },
    { state: 'absent', accountId: HOME },
  ],
  [
    's3',
    { [`s3 policy ${HOME}`]: 'NoSuchBucket' },
    { state: 'absent', isMissing: true },
  ],
  [
    'sqs',
    { ...QUEUE, 'sqs GetQueueAttributes': attributes({ Policy: text }) },
    POLICY,
  ],
  ['sqs', { ...QUEUE, 'sqs GetQueueAttributes': {} }, { state: 'absent' }],
  ['sns', { [TOPIC]: { Policy: text } }, POLICY],
  [
    'secretsmanager',
    { 'secretsmanager GetResourcePolicy': { ResourcePolicy: text } },
    POLICY,
  ],
  [
    'secretsmanager',
    { 'secretsmanager GetResourcePolicy': {} },
    { state: 'absent' },
  ],
  ['dynamodb', { 'dynamodb GetResourcePolicy': { Policy: text } }, POLICY],
  [
    'dynamodb',
    { 'dynamodb GetResourcePolicy': 'PolicyNotFoundException' },
    { state: 'absent' },
  ],
  ['ecr', { 'ecr GetRepositoryPolicy': { policyText: text } }, POLICY],
  [
    'ecr',
    { 'ecr GetRepositoryPolicy': 'RepositoryPolicyNotFoundException' },
    { state: 'absent' },
  ],
  ['events', { 'events DescribeEventBus': { Policy: text } }, POLICY],
  ['events', { 'events DescribeEventBus': {} }, { state: 'absent' }],
  ['kms', {}, POLICY],
  ['kinesis', {}, { state: 'unknown' }],
  ['states', {}, { state: 'absent' }],
  [
    'lambda',
    { 'lambda /2015-03-31/functions/orders/policy': { Policy: text } },
    POLICY,
  ],
  [
    'lambda',
    {
      'lambda /2015-03-31/functions/orders/policy': 'ResourceNotFoundException',
    },
    { state: 'absent' },
  ],
  [
    'dynamodb',
    { 'dynamodb GetResourcePolicy': 'AccessDeniedException' },
    { state: 'unknown', right: 'dynamodb:GetResourcePolicy' },
  ],
])('reads the policy of %s: %j', async (service, answers, expected) => {
  const { aws } = clients(answers);
  const answer = await readPolicy(aws, place(), { service, name: 'orders' });
  expect(answer).toMatchObject(expected);
});

it.each<[string, string, object]>([
  [
    'Access Denied',
    'a bucket that may belong to another account',
    {
      reason: `AWS does not say why the backend may not call s3:GetBucketPolicy: bucket orders may belong to another account than ${HOME}.`,
      right: 's3:GetBucketPolicy',
      remediation: `Where bucket orders is in account ${HOME}, grant the backend s3:GetBucketPolicy`,
    },
  ],
  [
    'User: arn:aws:iam::1:user/a is not authorized to perform: s3:GetBucketPolicy on resource: "arn:aws:s3:::orders" because no identity-based policy allows the s3:GetBucketPolicy action',
    'a missing permission',
    {
      reason:
        'The backend may not call s3:GetBucketPolicy. AWS answered: because no identity-based policy allows the s3:GetBucketPolicy action.',
      right: 's3:GetBucketPolicy',
    },
  ],
])('interprets "%s" of S3 as %s', async (message, _, expected) => {
  const { aws } = clients({ [`s3 policy ${HOME}`]: denied(message) });
  const policy = await readPolicy(aws, place(), ORDERS);
  expect(policy).toEqual({ state: 'unknown', ...expected });
});

it('reads whose bucket it is from the account that can read its policy', async () => {
  const elsewhere = '444455556666';
  const { aws } = clients({
    [`s3 policy ${HOME}`]: 'AccessDenied',
    [`s3 policy ${elsewhere}`]: 'NoSuchBucketPolicy',
  });
  expect(await readPolicy(aws, place([HOME, elsewhere]), ORDERS)).toEqual({
    state: 'absent',
    accountId: elsewhere,
  });
});

it('does not assign a missing bucket to an account', async () => {
  const elsewhere = '444455556666';
  const { aws, asked } = clients({
    [`s3 policy ${elsewhere}`]: 'NoSuchBucket',
  });
  const read = await readResource(aws, place([HOME, elsewhere]), ORDERS);
  expect(read).toEqual({
    policy: { state: 'absent', isMissing: true },
    encryption: { state: 'absent' },
  });
  expect(asked).toEqual([`s3 policy ${HOME}`, `s3 policy ${elsewhere}`]);
});

it('reads the encryption of each granted resource once, and of at most 10 resources', async () => {
  const { aws, asked } = clients({ [`s3 ${HOME}`]: rule() });
  const reader = new EncryptionReader(aws, {
    accountId: HOME,
    region: 'eu-west-1',
  });
  const grant = (resource: string, access = 'read', service = 's3') => ({
    ...{ service, access, resource },
  });
  const ten = Array.from({ length: 11 }, (_, index) =>
    grant(`bucket-${index}`),
  );
  await reader.of(place(), { service: 's3', name: 'bucket-0' });
  const read = await reader.ofGrants(HOME, [
    ...ten,
    grant('bucket-0', 'write'),
    // The caller needs no encryption key for either of these.
    grant('orders', 'subscribe', 'sns'),
    grant('orders', 'publish', 'events'),
  ]);
  expect(asked).toHaveLength(10);
  expect(read.map(({ id, encryption }) => `${id} ${encryption.state}`)).toEqual(
    Array.from({ length: 10 }, (_, index) => `s3/bucket-${index} absent`),
  );
});

it('reads a granted key in the account of the role only', async () => {
  const { aws, asked } = clients({ 'kms DescribeKey': 'NotFoundException' });
  const reader = new EncryptionReader(aws, {
    accountId: '444455556666',
    region: 'eu-west-1',
  });
  const service = 'kms';
  const [read] = await reader.ofGrants(HOME, [
    { service, access: 'encrypt', resource: '1234abcd' },
    { service, access: 'decrypt', resource: '1234abcd' },
  ]);
  expect(read).toMatchObject({
    id: 'kms/1234abcd',
    encryption: { state: 'found', value: { keyArn: KEY } },
  });
  expect(asked).toEqual([
    'kms DescribeKey',
    `kms GetKeyPolicy ${KEY}`,
    'kms ListGrants',
  ]);
});

it('reads the policy, grants, and state of a key that is the resource, each once', async () => {
  const { aws, asked } = clients({
    'kms DescribeKey': {
      KeyMetadata: { ...OWN.KeyMetadata, KeyState: 'Disabled' },
    },
    'kms ListGrants': { Grants: [] },
  });
  const named = { service: 'kms', name: 'key/1234abcd' };
  const { policy, ...keys } = await readResource(aws, place(), named);
  expect(policy.state).toBe('found');
  expect(keys).toEqual({
    accountId: HOME,
    keyGrants: found([]),
    keyState: found('Disabled'),
    encryption: { state: 'absent' },
  });
  expect(asked.sort()).toEqual([
    'kms DescribeKey',
    `kms GetKeyPolicy ${KEY}`,
    'kms ListGrants',
  ]);
});

describe('a public policy of a bucket', () => {
  const OPEN = JSON.stringify({
    ...DOCUMENT,
    Statement: [{ ...DOCUMENT.Statement[0], Principal: '*' }],
  });
  const NONE = 'NoSuchPublicAccessBlockConfiguration';
  const bucketSays = (on: boolean) => ({
    PublicAccessBlockConfiguration: { RestrictPublicBuckets: on },
  });
  const accountSays = (on: boolean) => ({ RestrictPublicBuckets: `${on}` });

  it.each<[Answer, Answer, object]>([
    [bucketSays(true), 'AccessDenied', { state: 'found', value: true }],
    [bucketSays(false), accountSays(true), { state: 'found', value: true }],
    ['AccessDenied', accountSays(true), { state: 'found', value: true }],
    [NONE, NONE, { state: 'found', value: false }],
    [
      'AccessDenied',
      NONE,
      { state: 'unknown', right: 's3:GetBucketPublicAccessBlock' },
    ],
    [
      bucketSays(false),
      'AccessDenied',
      { state: 'unknown', right: 's3:GetAccountPublicAccessBlock' },
    ],
  ])(
    'is restricted according to the bucket (%j) and its account (%j): %j',
    async (bucket, account, restrictsPublic) => {
      const { aws } = clients({
        [`s3 policy ${HOME}`]: { Policy: OPEN },
        [`s3 block ${HOME}`]: bucket,
        's3 block of account': account,
      });
      const policy = await readPolicy(aws, place(), ORDERS);
      expect(policy).toMatchObject({ value: { restrictsPublic } });
    },
  );

  it('is the only policy for which public access blocks are read', async () => {
    const { aws, asked } = clients({ [`s3 policy ${HOME}`]: { Policy: text } });
    await readPolicy(aws, place(), ORDERS);
    expect(asked).toEqual([`s3 policy ${HOME}`]);
  });
});
