import type { KmsKey } from '../state/account';
import {
  type AwsFixture,
  type Keys,
  REGION,
  startAwsFixture,
} from './__testUtils__/awsFixture';
import { type Answer, jsonCaller } from './__testUtils__/call';
import { addKey } from './kms/customerKeys';

type Call = (keys: Keys, operation: string, input?: object) => Promise<Answer>;

/** An encrypted resource, and a call on its data. */
interface Sample {
  /** The calls that need no key. */
  free: (call: Call, keys: Keys) => Promise<unknown>;
  use: (call: Call, keys: Keys) => Promise<unknown>;
}

const StreamName = 'orders';
const PUT = { StreamName, Data: 'dGV4dA==', PartitionKey: 'a' };
const HORIZON = { StreamName, ShardId: '0', ShardIteratorType: 'TRIM_HORIZON' };
const machineArn = `arn:aws:states:${REGION}:111122223333:stateMachine:orders`;
const executionArn = machineArn.replace(
  'stateMachine:orders',
  'execution:orders:one',
);

const ROWS: [
  service: string,
  operation: string,
  needed: string,
  pair: [string, string],
  error: string,
  sample: Sample,
][] = [
  [
    'kinesis',
    'PutRecord',
    'kms:GenerateDataKey',
    ['aws:kinesis:arn', `arn:aws:kinesis:${REGION}:111122223333:stream/orders`],
    'KMSAccessDeniedException',
    {
      free: (call, keys) => call(keys, 'DescribeStreamSummary', { StreamName }),
      use: (call, keys) => call(keys, 'PutRecord', PUT),
    },
  ],
  [
    'kinesis',
    'GetRecords',
    'kms:Decrypt',
    ['aws:kinesis:arn', `arn:aws:kinesis:${REGION}:111122223333:stream/orders`],
    'KMSAccessDeniedException',
    {
      free: (call, keys) => call(keys, 'GetShardIterator', HORIZON),
      use: async (call, keys) => {
        const { ShardIterator } = await call(keys, 'GetShardIterator', HORIZON);
        const { Records } = await call(keys, 'GetRecords', { ShardIterator });
        expect(Records).toMatchObject([{ Data: PUT.Data, PartitionKey: 'a' }]);
      },
    },
  ],
  [
    'states',
    'DescribeExecution',
    'kms:Decrypt',
    ['aws:states:stateMachineArn', machineArn],
    'KmsAccessDeniedException',
    {
      free: async (call, keys) => {
        await call(keys, 'StartExecution', { stateMachineArn: machineArn });
        const { name, output } = await call(keys, 'DescribeExecution', {
          ...{ executionArn, includedData: 'METADATA_ONLY' },
        });
        expect([name, output]).toEqual(['one', undefined]);
      },
      use: async (call, keys) => {
        const { output } = await call(keys, 'DescribeExecution', {
          executionArn,
        });
        expect(output).toBe('{"a":1}');
      },
    },
  ],
  [
    'states',
    'DescribeStateMachine',
    'kms:Decrypt',
    ['aws:states:stateMachineArn', machineArn],
    'KmsAccessDeniedException',
    {
      free: (call, keys) =>
        call(keys, 'DescribeStateMachine', {
          ...{ stateMachineArn: machineArn, includedData: 'METADATA_ONLY' },
        }),
      use: (call, keys) =>
        call(keys, 'DescribeStateMachine', { stateMachineArn: machineArn }),
    },
  ],
];

describe.each(ROWS)('%s: %s', (service, _, needed, pair, error, sample) => {
  let fixture: AwsFixture;
  let key: KmsKey;
  let call: Call;
  let turn = 0;

  beforeAll(async () => {
    fixture = await startAwsFixture();
    const { administrator, endpoint } = fixture;
    key = addKey(fixture.prod, { region: REGION, createdAt: new Date() });
    if (service === 'kinesis') {
      call = jsonCaller({ endpoint, service, prefix: 'Kinesis_20131202' });
      await call(administrator, 'CreateStream', { StreamName });
      await call(administrator, 'StartStreamEncryption', {
        ...{ StreamName, EncryptionType: 'KMS', KeyId: key.id },
      });
      await call(administrator, 'PutRecord', PUT);
      return;
    }
    call = jsonCaller({
      ...{ endpoint, service, prefix: 'AWSStepFunctions', version: '1.0' },
    });
    await call(administrator, 'CreateStateMachine', {
      ...{ name: 'orders', definition: '{}', roleArn: 'arn:aws:iam::1:role/a' },
      encryptionConfiguration: {
        ...{ type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: key.arn },
      },
    });
    await call(administrator, 'StartExecution', {
      ...{ stateMachineArn: machineArn, name: 'one', input: '{"a":1}' },
    });
  });
  afterAll(() => fixture.close());

  const user = (...statements: object[]) =>
    fixture.user(`user-${(turn += 1)}`, [
      { Effect: 'Allow', Action: `${service}:*`, Resource: '*' },
      ...statements,
    ]);
  const allow = (action: string, conditions: Record<string, string> = {}) => ({
    ...{ Effect: 'Allow', Action: action, Resource: key.arn },
    Condition: { StringEquals: conditions },
  });
  const [name, value] = pair;
  const limits = {
    'kms:ViaService': `${service}.${REGION}.amazonaws.com`,
    [`kms:EncryptionContext:${name}`]: value,
  };

  it('uses the key through its service for its own resource, and needs it only for data', async () => {
    await sample.free(call, user());
    await sample.use(call, user(allow(needed, limits)));
    for (const wrong of Object.keys(limits)) {
      await expect(
        sample.use(call, user(allow(needed, { ...limits, [wrong]: 'other' }))),
      ).rejects.toMatchObject({ name: error });
    }
  });

  it('is refused while the key is disabled', async () => {
    key.unusable = 'Disabled';
    await expect(sample.use(call, user(allow(needed)))).rejects.toMatchObject({
      name: expect.stringMatching(/Disabled|InvalidState/),
    });
    delete key.unusable;
  });
});

it('names what does not exist', async () => {
  const fixture = await startAwsFixture();
  const { administrator, endpoint } = fixture;
  const kinesis = jsonCaller({
    ...{ endpoint, service: 'kinesis', prefix: 'Kinesis_20131202' },
  });
  const states = jsonCaller({
    ...{ endpoint, service: 'states', prefix: 'AWSStepFunctions' },
  });
  await expect(
    kinesis(administrator, 'DescribeStreamSummary', { StreamName }),
  ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  await expect(
    states(administrator, 'DescribeStateMachine', {
      stateMachineArn: machineArn,
    }),
  ).rejects.toMatchObject({ name: 'StateMachineDoesNotExist' });
  await fixture.close();
});
