import type { KmsKey } from '../state/account';
import {
  type AwsFixture,
  REGION,
  startAwsFixture,
} from './__testUtils__/awsFixture';
import {
  PROTECTED_SERVICES,
  type ProtectedService,
  type Sample,
} from './__testUtils__/protectedResources';
import { addKey } from './kms/customerKeys';

const WRITE = ['kms:GenerateDataKey', 'kms:Decrypt'];
const READ = ['kms:Decrypt'];

/** The key actions that a call needs, the encryption context, and the error when they are denied. */
const ROWS: [
  service: string,
  action: string,
  asked: string[],
  pair: (sample: Sample) => [string, string],
  refusal: { name: string; message: string },
][] = [
  ['SQS', 'sqs:SendMessage', WRITE, queueArn, kms('KmsAccessDenied')],
  ['SQS', 'sqs:ReceiveMessage', READ, queueArn, kms('KmsAccessDenied')],
  [
    'Secrets Manager',
    'secretsmanager:GetSecretValue',
    READ,
    secretArn,
    other(),
  ],
  [
    'Secrets Manager',
    'secretsmanager:PutSecretValue',
    WRITE,
    secretArn,
    other(),
  ],
  ['SNS', 'sns:Publish', WRITE, topicArn, kms('KMSAccessDenied')],
  ['DynamoDB', 'dynamodb:PutItem', READ, table, kms('AccessDeniedException')],
  ['DynamoDB', 'dynamodb:GetItem', READ, table, kms('AccessDeniedException')],
];

function queueArn({ arn }: Sample): [string, string] {
  return ['aws:sqs:arn', arn];
}
function secretArn({ arn }: Sample): [string, string] {
  return ['SecretARN', arn];
}
function topicArn({ arn }: Sample): [string, string] {
  return ['aws:sns:topicArn', arn];
}
function table({ arn }: Sample): [string, string] {
  return ['aws:dynamodb:tableName', arn.split('/')[1]];
}
function kms(name: string) {
  return { name, message: 'is not authorized to perform: kms:' };
}
function other() {
  return {
    name: 'AccessDeniedException',
    message: 'Access to KMS is not allowed',
  };
}

describe.each(ROWS)('%s: %s', (name, action, asked, pair, refusal) => {
  let fixture: AwsFixture;
  let service: ProtectedService;
  let key: KmsKey;
  let sample: Sample;
  let turn = 0;

  beforeAll(async () => {
    fixture = await startAwsFixture();
    service = PROTECTED_SERVICES[name](fixture.endpoint);
    key = addKey(fixture.prod, { region: REGION, createdAt: new Date() });
    sample = await service.make(fixture.administrator, 'encrypted', key.arn);
  });
  afterAll(() => fixture.close());

  const call = (statements: object[], on = sample) =>
    service.calls[action](
      fixture.user(`user-${(turn += 1)}`, [
        { Effect: 'Allow', Action: action, Resource: on.arn },
        ...statements,
      ]),
      on,
    );
  const use = (actions: string[], conditions: Record<string, string> = {}) => ({
    Effect: 'Allow',
    Action: actions,
    Resource: key.arn,
    Condition: { StringEquals: conditions },
  });
  const refused = {
    name: refusal.name,
    message: expect.stringContaining(refusal.message),
  };

  it.each(asked)('requires %s', async needed => {
    const others = asked.filter(each => each !== needed);
    await expect(
      call(others.length > 0 ? [use(others)] : []),
    ).rejects.toMatchObject(refused);
  });

  it('uses the key through its service for its own resource', async () => {
    const [context, value] = pair(sample);
    const limits = {
      'kms:ViaService': `${service.service}.${REGION}.amazonaws.com`,
      [`kms:EncryptionContext:${context}`]: value,
    };
    await call([use(asked, limits)]);
    for (const wrong of Object.keys(limits)) {
      await expect(
        call([use(asked, { ...limits, [wrong]: 'another' })]),
      ).rejects.toMatchObject(refused);
    }
  });

  it('is denied by a key policy', async () => {
    const before = key.policy;
    key.policy = before.replace(':root', ':user/nobody');
    await expect(call([use(['kms:*'])])).rejects.toMatchObject(refused);
    key.policy = before;
  });

  it('is refused while the key is disabled', async () => {
    key.unusable = 'Disabled';
    await expect(call([use(asked)])).rejects.toMatchObject({
      name: expect.stringMatching(/Disabled|Failure|Validation/),
    });
    delete key.unusable;
    await call([use(asked)]);
  });

  it('requires no key permission for the AWS managed key within the account', async () => {
    const plain = await service.make(
      fixture.administrator,
      'managed',
      `alias/aws/${service.service}`,
    );
    await call([], plain);
    await service.setPolicy(
      fixture.administrator,
      plain,
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: '*', Action: action, Resource: '*' },
        ],
      }),
    );
    await expect(
      service.calls[action](fixture.stagingAdministrator, plain),
    ).rejects.toMatchObject(refused);
  });
});
