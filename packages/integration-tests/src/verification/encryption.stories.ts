import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  SERVICE_ACCOUNT_ANNOTATION,
  type CheckResult,
  type IamServiceAccount,
  type Verification,
} from '@backstage-irsa/core/model';
import { addKey, addResource } from '@backstage-irsa/sandbox';
import { componentOf, specOf } from '../__testUtils__/core';
import { coreOf } from '../__testUtils__/coreOf';
import { runAs } from '../__testUtils__/deployment/page';
import { startTestHost, type TestHost } from '../__testUtils__/host';

const PROD = '111122223333';
const REGION = 'eu-west-1';
const ROOT = { AWS: `arn:aws:iam::${PROD}:root` };
const OWNER = 'group:default/team';

const arnOf = (service: string, resource: string) =>
  `arn:aws:${service}:${REGION}:${PROD}:${resource}`;

const GRANTS = [
  { service: 's3', access: 'read-write', resource: 'vault-files' },
  { service: 'sqs', access: 'send-consume', resource: 'vault' },
  { service: 'sns', access: 'publish', resource: 'vault' },
  { service: 'secretsmanager', access: 'read-write', resource: 'vault' },
  { service: 'dynamodb', access: 'read-write', resource: 'vault' },
  { service: 'kinesis', access: 'read', resource: 'vault' },
  { service: 'kinesis', access: 'write', resource: 'vault' },
  { service: 'states', access: 'start', resource: 'vault' },
];

const KINDS = [
  ...(['queue', 'topic', 'secret', 'table', 'stream'] as const),
  'state-machine' as const,
];

/** The AWS CLI calls of a pod, by service. */
const CALLS: Record<
  string,
  (at: { endpoint: string; file: string }) => string[]
> = {
  s3: ({ file }) => [
    `aws s3api put-object --bucket vault-files --key a --body ${file}`,
    'aws s3api get-object --bucket vault-files --key a /dev/null',
  ],
  sqs: ({ endpoint }) => [
    `aws sqs send-message --queue-url ${endpoint}/${PROD}/vault --message-body hello`,
    `aws sqs receive-message --queue-url ${endpoint}/${PROD}/vault`,
  ],
  sns: () => [
    `aws sns publish --topic-arn ${arnOf('sns', 'vault')} --message hello`,
  ],
  secretsmanager: () => [
    'aws secretsmanager put-secret-value --secret-id vault --secret-string s',
    'aws secretsmanager get-secret-value --secret-id vault',
  ],
  dynamodb: () => [
    `aws dynamodb put-item --table-name vault --item '{"id":{"S":"1"}}'`,
    `aws dynamodb get-item --table-name vault --key '{"id":{"S":"1"}}'`,
  ],
  kinesis: () => [
    'aws kinesis put-record --stream-name vault --data YQ== --partition-key a',
    'aws kinesis get-records --shard-iterator $(aws kinesis get-shard-iterator --stream-name vault --shard-id 0 --shard-iterator-type TRIM_HORIZON --query ShardIterator --output text)',
  ],
};

describe('buckets in another region', () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await startTestHost();
  });
  afterAll(() => host?.stop());

  it('have their keys in that region, even if other buckets are read at the same time', async () => {
    const { world } = host.sandbox;
    const createdAt = new Date();
    const regions = ['eu-central-1', 'eu-west-1', 'us-east-1', 'eu-west-1'];
    const buckets = regions.map((region, index) => {
      const key = addKey(world.accounts.get(PROD)!, { region, createdAt });
      key.aliases = [`alias/uploads-${index}`];
      const name = `uploads-${index}`;
      const keyId = index % 2 === 0 ? key.aliases[0] : key.arn.split('/')[1];
      world.buckets.set(name, {
        ...{ name, region, createdAt, accountId: PROD, objects: new Map() },
        encryption: { algorithm: 'aws:kms', keyId, bucketKey: true },
      });
      return { name, key, region };
    });
    const grants = buckets.map(({ name }) => ({
      ...{ service: 's3', access: 'read-write', resource: name },
    }));
    const spec = specOf({ name: 'far', grants });
    for (let round = 0; round < 3; round += 1) {
      const { body: plan } = await host.post('/plans', { spec });
      const { summary, diff } = plan.steps.find(
        ({ id }: { id: string }) => id === 'policy',
      );
      const written = JSON.stringify(diff);
      for (const { name, key, region } of buckets) {
        expect(summary).toContain(`with KMS key ${key.arn} of bucket ${name}`);
        expect(written).toContain(`s3.${region}.amazonaws.com`);
      }
    }
  });
});

const suite = ['/usr/bin/aws', '/usr/bin/jq'].every(existsSync)
  ? describe
  : describe.skip;

suite('grants on resources that a key of a customer encrypts', () => {
  let host: TestHost;
  let made: IamServiceAccount;

  const account = () => host.sandbox.world.accounts.get(PROD)!;
  let key: ReturnType<typeof addKey>;
  const anotherKey = () =>
    addKey(account(), { region: REGION, createdAt: new Date() });
  const keyPolicy = (...Statement: object[]) => {
    key.policy = JSON.stringify({ Version: '2012-10-17', Statement });
  };
  /** Sets the AWS default key policy. */
  const delegates = () =>
    keyPolicy({
      ...{ Effect: 'Allow', Principal: ROOT },
      ...{ Action: 'kms:*', Resource: '*' },
    });
  /** Recreates all resources, encrypted or not. */
  const put = (keyId?: string) => {
    const { world } = host.sandbox;
    const at = new Date();
    const place = { account: account(), region: REGION, at };
    for (const [arn, { name }] of world.resources) {
      if (name === 'vault') world.resources.delete(arn);
    }
    for (const kind of KINDS) {
      addResource(world, place, { kind, name: 'vault', keyId });
    }
    world.buckets.set('vault-files', {
      ...{ name: 'vault-files', region: REGION, createdAt: at },
      ...{ accountId: PROD, objects: new Map() },
      ...(keyId !== undefined && {
        encryption: { algorithm: 'aws:kms', keyId, bucketKey: true },
      }),
    });
  };

  beforeAll(async () => {
    host = await startTestHost({
      entities: () => [
        componentOf('uploads', OWNER, {
          [SERVICE_ACCOUNT_ANNOTATION]: 'prod-eu/production/vault',
        }),
      ],
    });
    key = anotherKey();
    put(key.arn);
  });
  afterAll(() => host?.stop());

  const spec = () => specOf({ name: 'vault', grants: GRANTS });
  const apply = async () => {
    const { status, body } = await host.put(spec());
    expect({ status, error: body.error }).toEqual({ status: 200 });
    made = body.serviceAccount;
    return body;
  };
  const verify = async (): Promise<Verification> => {
    const { body } = await host.post(
      `/service-accounts/${made.id}/verifications`,
      { live: false },
    );
    return body;
  };
  const keyChecks = ({ checks }: Verification) =>
    checks.filter(({ id }) => /^(bucket-encryption|encryption-keys)$/.test(id));

  /** Runs the commands of `callsAt` as a pod, with its token. Returns the result of each in order: `ok`, or the CLI's message. */
  const runInPod = async (
    callsAt: (at: { endpoint: string; file: string }) => string[],
  ): Promise<string> => {
    const directory = dirname(host.kubeconfig);
    const core = coreOf(host.kubeconfig);
    const { status } = await core.createNamespacedServiceAccountToken({
      ...{ namespace: 'production', name: 'vault' },
      body: {
        spec: { audiences: ['sts.amazonaws.com'], expirationSeconds: 600 },
      },
    });
    const token = join(directory, 'token');
    const file = join(directory, 'answers');
    writeFileSync(token, status?.token ?? '');
    const endpoint = host.sandbox.awsEndpoint;
    const calls = callsAt({ endpoint, file: token });
    await runAs(
      host.sandbox.administrators.get(PROD)!,
      host.sandbox,
      [
        'unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY',
        // The CLI stores credentials in the home directory.
        `export HOME=${directory} AWS_ROLE_ARN=${made.roleArn} AWS_WEB_IDENTITY_TOKEN_FILE=${token}`,
        `{ ${calls
          .map(call => `{ ${call} >/dev/null && echo ok || true; }`)
          .join('; ')}; } > ${file} 2>&1`,
      ].join('\n'),
    );
    return readFileSync(file, 'utf8');
  };
  const asPod = (services: string[], most = 2) =>
    runInPod(at =>
      services.flatMap(service => CALLS[service](at).slice(0, most)),
    );

  it('let the pod use them with the AWS CLI', async () => {
    const { body: plan } = await host.post('/plans', { spec: spec() });
    const [step] = plan.steps.filter(
      ({ id }: { id: string }) => id === 'policy',
    );
    expect(step.summary).toContain(
      `with KMS key ${key.arn} of bucket vault-files`,
    );
    expect(step.summary).toContain(`of table vault`);
    expect(step.summary).toContain(`of state machine vault`);
    await apply();
    const answers = await asPod(Object.keys(CALLS));
    expect(answers.split('\n').filter(Boolean)).toEqual(Array(11).fill('ok'));
    const found = keyChecks(await verify());
    expect(found.map(({ result }) => result)).toEqual(['pass', 'pass']);
  });

  // Each CLI call takes 1 second.
  const atNight = process.env.NIGHTLY === 'true' ? describe : describe.skip;
  atNight('at night', () => {
    it('are refused without permission to use the key', async () => {
      put();
      await apply();
      put(anotherKey().arn);
      const answers = await asPod(Object.keys(CALLS), 1);
      expect(answers).not.toMatch(/^ok$/m);
      expect(answers.match(/^An error occurred.*(KMS|kms:)/gm)).toHaveLength(6);
    });
  });

  it('report a key that is added later, and get permission for it on the next apply', async () => {
    put();
    await apply();
    put(anotherKey().arn);
    const late = await verify();
    const found = keyChecks(late);
    expect(found.map(({ result }) => result)).toEqual(['warn', 'warn']);
    for (const { remediation } of found) {
      expect(remediation).toContain('Apply the spec again');
    }
    await apply();
    const fixed = keyChecks(await verify());
    expect(fixed.map(({ result }) => result)).toEqual(['pass', 'pass']);
  });

  it('keep the permission for objects that an earlier key of the bucket encrypts', async () => {
    put(key.arn);
    await apply();
    put(anotherKey().arn);
    const { body: plan } = await host.post('/plans', { spec: spec() });
    const [step] = plan.steps.filter(
      ({ id }: { id: string }) => id === 'policy',
    );
    expect(step.summary).toContain(
      `with KMS key ${key.arn} of bucket vault-files as before`,
    );
    put(key.arn);
  });

  it('report a key that is about to be deleted, and the commands for its owner fix it', async () => {
    put(key.arn);
    await apply();
    key.unusable = 'PendingDeletion';
    expect(await asPod(['sqs'], 1)).toContain('pending deletion');
    const found = keyChecks(await verify());
    expect(found).toMatchObject([
      { result: 'warn', fault: 'kms-key-denies' },
      { result: 'warn', fault: 'kms-key-denies' },
    ]);
    await runAs(
      host.sandbox.administrators.get(PROD)!,
      host.sandbox,
      found[0]
        .commands!.map(line => line.replace(/--profile \d+ /, ''))
        .join('\n'),
    );
    expect(await asPod(['sqs'], 1)).toBe('ok\n');
    const fixed = keyChecks(await verify());
    expect(fixed.map(({ result }) => result)).toEqual(['pass', 'pass']);
  });

  it('report a key policy that denies the role, and the commands for its owner fix it', async () => {
    await apply();
    keyPolicy(
      {
        ...{ Effect: 'Allow', Principal: ROOT, Resource: '*' },
        Action: [
          ...['kms:GetKeyPolicy', 'kms:PutKeyPolicy'],
          ...['kms:DescribeKey', 'kms:ListGrants'],
        ],
      },
      {
        ...{ Effect: 'Allow', Action: 'kms:*', Resource: '*' },
        Principal: { AWS: `arn:aws:iam::${PROD}:root` },
        Condition: {
          StringEquals: { 'kms:ViaService': 'ec2.eu-west-1.amazonaws.com' },
        },
      },
    );
    const checks = keyChecks(await verify());
    const keysCheck = checks.find(({ id }) => id === 'encryption-keys')!;
    expect(keysCheck).toMatchObject<Partial<CheckResult>>({
      result: 'warn',
      fault: 'kms-key-denies',
      message: expect.stringContaining(
        'the policy of the key does not allow it',
      ),
    });
    expect(JSON.stringify(checks)).not.toContain('ec2.eu-west-1');
    key.grants = [
      {
        ...{ id: 'a1', token: 't', createdAt: new Date() },
        ...{ issuingAccount: ROOT.AWS, granteePrincipal: made.roleArn ?? '' },
        operations: ['Decrypt', 'GenerateDataKey'],
      },
    ];
    const granted = keyChecks(await verify());
    expect(granted.map(({ result }) => result)).toEqual(['pass', 'pass']);
    expect(await asPod(['sqs'])).toBe('ok\nok\n');
    delete key.grants;
    await runAs(
      host.sandbox.administrators.get(PROD)!,
      host.sandbox,
      [
        `cd ${dirname(host.kubeconfig)}`,
        ...keysCheck.commands!.map(line => line.replace(/--profile \d+ /, '')),
      ].join('\n'),
    );
    expect(await asPod(['sqs'])).toBe('ok\nok\n');
    expect(key.policy).toContain('ec2.eu-west-1');
    delegates();
  });

  it('include keys that the spec names, and the commands for their owner fix them', async () => {
    const own = anotherKey();
    own.aliases = ['alias/vault'];
    const grant = (resource: string) => ({
      ...{ service: 'kms', access: 'encrypt-decrypt', resource },
    });
    const encrypt = () =>
      runInPod(() => ['aws kms encrypt --key-id alias/vault --plaintext YQ==']);
    const checkOf = async (resource: string) => {
      const grants = [grant(resource)];
      const { body } = await host.put(specOf({ name: 'vault', grants }));
      made = body.serviceAccount;
      return keyChecks(await verify());
    };
    const [, keyId] = own.arn.split('/');
    expect(await checkOf(keyId)).toMatchObject([{ result: 'pass' }]);
    expect(await encrypt()).toBe('ok\n');

    own.unusable = 'Disabled';
    expect(await encrypt()).toContain('is disabled');
    const simulated = await host.post(
      `/service-accounts/${made.id}/simulations`,
      { requests: [{ action: 'kms:Encrypt', resource: own.arn }] },
    );
    expect(simulated.body.results).toMatchObject([
      {
        decision: 'ImplicitlyDenied',
        summary: expect.stringContaining('is in the state Disabled'),
      },
    ]);
    const [disabled] = await checkOf(keyId);
    expect(disabled).toMatchObject({
      ...{ result: 'warn', fault: 'kms-key-denies' },
      message: `The spec grants KMS key ${own.arn}, which is in the state Disabled: nobody can use it.`,
    });
    await runAs(
      host.sandbox.administrators.get(PROD)!,
      host.sandbox,
      disabled
        .commands!.map(line => line.replace(/--profile \d+ /, ''))
        .join('\n'),
    );
    expect(await encrypt()).toBe('ok\n');

    const missing = keyId.replace(/^./, digit => (digit === '0' ? '1' : '0'));
    expect(await checkOf(missing)).toMatchObject([
      {
        result: 'warn',
        message: expect.stringContaining('which does not exist in account'),
      },
    ]);
  });
});
