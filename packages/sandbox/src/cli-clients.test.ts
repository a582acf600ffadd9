import { setTimeout as sleep } from 'node:timers/promises';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { principalOfEksToken } from './aws/sts/eksToken';
import { mintServiceAccountToken } from './kubernetes/access/tokens';
import { serviceAccounts } from './kubernetes/resources/serviceAccounts';
import { type Sandbox, startSandbox } from './sandbox';

/** The AWS CLI from the system packages, because one on the PATH can have another version. */
const AWS = '/usr/bin/aws';
const MINUTE = 60_000;
const run = promisify(execFile);

// The browser tests of the project `clients` use the AWS CLI on every change.
const suite =
  process.env.NIGHTLY === 'true' && existsSync(AWS) ? describe : describe.skip;

suite(`the AWS CLI, unchanged (at night, where ${AWS} is)`, () => {
  let directory: string;
  let sandbox: Sandbox;

  const shell = (variables: Record<string, string>) => ({
    PATH: '/usr/bin:/bin',
    HOME: directory,
    AWS_ENDPOINT_URL: sandbox.awsEndpoint,
    AWS_REGION: 'eu-west-1',
    AWS_DEFAULT_REGION: 'eu-west-1',
    AWS_PAGER: '',
    ...variables,
  });

  const administrator = (accountId = '111122223333') => {
    const keys = sandbox.administrators.get(accountId);
    return {
      AWS_ACCESS_KEY_ID: keys?.accessKeyId ?? '',
      AWS_SECRET_ACCESS_KEY: keys?.secretAccessKey ?? '',
    };
  };

  const awsAs = async (
    variables: Record<string, string>,
    ...args: string[]
  ): Promise<string> => {
    const { stdout } = await run(AWS, args, {
      env: shell(variables),
      cwd: directory,
    });
    return stdout;
  };

  const aws = (...args: string[]) => awsAs(administrator(), ...args);

  const json = async (...args: string[]) =>
    JSON.parse(await aws(...args, '--output', 'json'));

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sandbox-cli-'));
    sandbox = await startSandbox({
      directory,
      awsPort: 0,
      clusterPorts: [0, 0],
    });
  });

  afterAll(async () => {
    await sandbox.close();
    await rm(directory, { recursive: true });
  });

  it(
    'gets the caller identity',
    async () => {
      expect(await json('sts', 'get-caller-identity')).toMatchObject({
        Account: '111122223333',
        Arn: 'arn:aws:iam::111122223333:user/administrator',
      });
      await expect(
        awsAs(
          { ...administrator(), AWS_SECRET_ACCESS_KEY: 'wrong' },
          'sts',
          'get-caller-identity',
        ),
      ).rejects.toThrow('(SignatureDoesNotMatch)');
    },
    MINUTE,
  );

  it(
    'describes a cluster and gets a token for it',
    async () => {
      const issuer = sandbox.world.clusters.get('prod-eu')?.issuer;
      expect(
        await json(
          'eks',
          'describe-cluster',
          '--name',
          'prod-eu',
          '--query',
          'cluster.identity.oidc.issuer',
        ),
      ).toBe(issuer);
      await expect(
        aws('eks', 'describe-cluster', '--name', 'ghost'),
      ).rejects.toThrow(
        '(ResourceNotFoundException) when calling the DescribeCluster operation: No cluster found for name: ghost.',
      );
      const { status } = await json(
        'eks',
        'get-token',
        '--cluster-name',
        'prod-eu',
      );
      const principal = (minutesLater: number, cluster = 'prod-eu') =>
        principalOfEksToken(
          {
            ...sandbox.world,
            now: () => new Date(Date.now() + minutesLater * MINUTE),
          },
          cluster,
          status.token,
        );
      const administratorArn = 'arn:aws:iam::111122223333:user/administrator';
      expect(await principal(0)).toBe(administratorArn);
      expect(await principal(13)).toBe(administratorArn);
      expect(await principal(16)).toBeNull();
      expect(await principal(0, 'staging-eu')).toBeNull();
    },
    MINUTE,
  );

  it(
    'simulates policies and reads last-accessed data',
    async () => {
      const roles = [
        ...(sandbox.world.accounts.get('111122223333')?.roles.values() ?? []),
      ];
      const backup = roles.find(({ tags }) =>
        tags.some(({ value }) => value === 'platform/backup'),
      );
      const arn = backup?.arn ?? '';
      const simulated = await json(
        'iam',
        'simulate-principal-policy',
        '--policy-source-arn',
        arn,
        '--action-names',
        's3:PutObject',
        '--resource-arns',
        'arn:aws:s3:::platform-backups/a',
        'arn:aws:s3:::platform-backups/archive/a',
        '--context-entries',
        'ContextKeyName=aws:RequestedRegion,ContextKeyType=string,ContextKeyValues=eu-west-1',
      );
      expect(simulated.EvaluationResults).toMatchObject([
        {
          EvalDecision: 'explicitDeny',
          ResourceSpecificResults: [
            { EvalResourceDecision: 'allowed' },
            { EvalResourceDecision: 'explicitDeny' },
          ],
        },
      ]);
      const keys = await json(
        'iam',
        'get-context-keys-for-custom-policy',
        '--policy-input-list',
        '{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}}',
      );
      expect(keys.ContextKeyNames).toEqual(['aws:SecureTransport']);
      const { JobId } = await json(
        'iam',
        'generate-service-last-accessed-details',
        '--arn',
        arn,
      );
      const report = () =>
        json('iam', 'get-service-last-accessed-details', '--job-id', JobId);
      expect(await report()).toMatchObject({ JobStatus: 'IN_PROGRESS' });
      await sleep(1_000);
      expect(await report()).toMatchObject({
        JobStatus: 'COMPLETED',
        ServicesLastAccessed: [
          { ServiceNamespace: 's3', TotalAuthenticatedEntities: 1 },
        ],
      });
    },
    MINUTE,
  );

  it(
    'sets up IRSA by hand and uploads with only the token',
    async () => {
      const cluster = sandbox.world.clusters.get('prod-eu');
      const account = cluster?.store.list(serviceAccounts, 'default')[0];
      if (!cluster || !account) {
        throw new Error('prod-eu has no ServiceAccount in default');
      }
      const provider = cluster.issuer.replace('https://', '');
      const trust = {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: {
              Federated: `arn:aws:iam::111122223333:oidc-provider/${provider}`,
            },
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: {
              StringEquals: {
                [`${provider}:sub`]: `system:serviceaccount:default:${account.metadata.name}`,
                [`${provider}:aud`]: 'sts.amazonaws.com',
              },
            },
          },
        ],
      };
      const permissions = {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: ['s3:PutObject', 's3:ListBucket'],
            Resource: ['arn:aws:s3:::by-hand', 'arn:aws:s3:::by-hand/*'],
          },
        ],
      };
      await writeFile(join(directory, 'trust.json'), JSON.stringify(trust));
      await aws(
        'iam',
        'create-role',
        '--role-name',
        'by-hand',
        '--assume-role-policy-document',
        'file://trust.json',
      );
      const { Policy } = await json(
        'iam',
        'create-policy',
        '--policy-name',
        'by-hand',
        '--policy-document',
        JSON.stringify(permissions),
      );
      await aws(
        'iam',
        'attach-role-policy',
        '--role-name',
        'by-hand',
        '--policy-arn',
        Policy.Arn,
      );
      const { Role } = await json('iam', 'get-role', '--role-name', 'by-hand');
      expect(Role.AssumeRolePolicyDocument).toEqual(trust);
      expect(
        await json(
          'iam',
          'list-attached-role-policies',
          '--role-name',
          'by-hand',
        ),
      ).toEqual({
        AttachedPolicies: [{ PolicyName: 'by-hand', PolicyArn: Policy.Arn }],
      });
      const { PolicyVersion } = await json(
        'iam',
        'get-policy-version',
        '--policy-arn',
        Policy.Arn,
        '--version-id',
        'v1',
      );
      expect(PolicyVersion.Document).toEqual(permissions);

      await aws('s3', 'mb', 's3://by-hand');
      await aws('s3', 'mb', 's3://not-mine');
      const { token } = await mintServiceAccountToken(cluster, account, {
        audiences: ['sts.amazonaws.com'],
        expirationSeconds: 600,
        now: sandbox.world.now(),
      });
      await writeFile(join(directory, 'token'), token);
      await writeFile(join(directory, 'hello.txt'), 'hello');
      const { AssumedRoleUser } = JSON.parse(
        await awsAs(
          {},
          'sts',
          'assume-role-with-web-identity',
          '--role-arn',
          Role.Arn,
          '--role-session-name',
          'me',
          '--web-identity-token',
          'file://token',
          '--output',
          'json',
        ),
      );
      expect(AssumedRoleUser.Arn).toBe(
        'arn:aws:sts::111122223333:assumed-role/by-hand/me',
      );

      const pod = {
        AWS_ROLE_ARN: Role.Arn,
        AWS_WEB_IDENTITY_TOKEN_FILE: join(directory, 'token'),
        AWS_ROLE_SESSION_NAME: 'pod',
      };
      await awsAs(pod, 's3', 'cp', 'hello.txt', 's3://by-hand/in/hello.txt');
      expect(await awsAs(pod, 's3', 'ls', 's3://by-hand/in/')).toMatch(
        /5 hello\.txt/,
      );
      await expect(
        awsAs(pod, 's3', 'cp', 'hello.txt', 's3://not-mine/hello.txt'),
      ).rejects.toThrow(
        '(AccessDenied) when calling the PutObject operation: User: arn:aws:sts::111122223333:assumed-role/by-hand/pod is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::not-mine/hello.txt" because no identity-based policy allows the s3:PutObject action',
      );

      await aws('s3', 'cp', 's3://by-hand/in/hello.txt', 'back.txt');
      expect(await readFile(join(directory, 'back.txt'), 'utf8')).toBe('hello');
      await aws('s3', 'rm', 's3://by-hand/in/hello.txt');
      // The AWS CLI uploads in parts from 8 MiB.
      const large = 'a'.repeat(9 * 1024 * 1024);
      await writeFile(join(directory, 'large.txt'), large);
      await awsAs(pod, 's3', 'cp', 'large.txt', 's3://by-hand/large.txt');
      await aws('s3', 'cp', 's3://by-hand/large.txt', 'back.txt');
      expect(await readFile(join(directory, 'back.txt'), 'utf8')).toBe(large);
      await aws('s3', 'rm', 's3://by-hand/large.txt');
      await aws('s3', 'rb', 's3://by-hand');
      await expect(aws('s3', 'ls', 's3://by-hand')).rejects.toThrow(
        '(NoSuchBucket)',
      );
    },
    2 * MINUTE,
  );

  it(
    'uses encrypted resources when policies and keys allow it',
    async () => {
      const { KeyMetadata } = await json('kms', 'create-key');
      const keyArn = KeyMetadata.Arn;
      const { QueueUrl } = await json(
        ...['sqs', 'create-queue', '--queue-name', 'by-hand'],
        ...['--attributes', `KmsMasterKeyId=${keyArn}`],
      );
      const { TopicArn } = await json(
        ...['sns', 'create-topic', '--name', 'by-hand'],
        ...['--attributes', `KmsMasterKeyId=${keyArn}`],
      );
      const secret = await json(
        ...['secretsmanager', 'create-secret', '--name', 'by-hand'],
        ...['--secret-string', 'hush', '--kms-key-id', keyArn],
      );
      await json(
        ...['dynamodb', 'create-table', '--table-name', 'by-hand'],
        ...['--key-schema', 'AttributeName=id,KeyType=HASH'],
        ...['--attribute-definitions', 'AttributeName=id,AttributeType=S'],
        ...['--billing-mode', 'PAY_PER_REQUEST', '--sse-specification'],
        `Enabled=true,SSEType=KMS,KMSMasterKeyId=${keyArn}`,
      );
      const calls: Record<string, [code: string, ...args: string[]]> = {
        send: [
          'KMS.AccessDeniedException',
          ...['sqs', 'send-message', '--queue-url', QueueUrl],
          ...['--message-body', 'hello'],
        ],
        receive: [
          'KMS.AccessDeniedException',
          ...['sqs', 'receive-message', '--queue-url', QueueUrl],
        ],
        publish: [
          'KMSAccessDenied',
          ...['sns', 'publish', '--topic-arn', TopicArn, '--message', 'hello'],
        ],
        read: [
          'AccessDeniedException',
          ...['secretsmanager', 'get-secret-value', '--secret-id', 'by-hand'],
        ],
        write: [
          'AccessDeniedException',
          ...['dynamodb', 'put-item', '--table-name', 'by-hand'],
          ...['--item', '{"id":{"S":"1"}}'],
        ],
      };
      const allowed = {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: ['sqs:*', 'sns:*', 'secretsmanager:*', 'dynamodb:*'],
            Resource: '*',
          },
        ],
      };
      const trust = {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::111122223333:root' },
            Action: 'sts:AssumeRole',
          },
        ],
      };
      const { Role } = await json(
        ...['iam', 'create-role', '--role-name', 'reader'],
        ...['--assume-role-policy-document', JSON.stringify(trust)],
      );
      await aws(
        ...['iam', 'put-role-policy', '--role-name', 'reader'],
        ...['--policy-name', 'own', '--policy-document'],
        JSON.stringify(allowed),
      );
      const { Credentials } = await json(
        ...['sts', 'assume-role', '--role-arn', Role.Arn],
        ...['--role-session-name', 'me'],
      );
      const session = {
        AWS_ACCESS_KEY_ID: Credentials.AccessKeyId,
        AWS_SECRET_ACCESS_KEY: Credentials.SecretAccessKey,
        AWS_SESSION_TOKEN: Credentials.SessionToken,
      };
      for (const [code, ...args] of Object.values(calls)) {
        await expect(awsAs(session, ...args)).rejects.toThrow(`(${code})`);
      }
      await aws(
        ...['kms', 'create-grant', '--key-id', keyArn],
        ...['--grantee-principal', Role.Arn],
        ...['--operations', 'Decrypt', 'GenerateDataKey'],
      );
      for (const [, ...args] of Object.values(calls)) {
        await awsAs(session, ...args);
      }
      expect(await awsAs(session, ...calls.read.slice(1))).toContain('hush');

      const other = (...args: string[]) =>
        awsAs(administrator('444455556666'), ...args);
      await expect(
        other('secretsmanager', 'get-secret-value', '--secret-id', secret.ARN),
      ).rejects.toThrow('no resource-based policy allows');
      await expect(
        other(
          'sqs',
          'send-message',
          '--queue-url',
          QueueUrl,
          '--message-body',
          'x',
        ),
      ).rejects.toThrow(
        '(AccessDenied) when calling the SendMessage operation: User: arn:aws:iam::444455556666:user/administrator is not authorized to perform: sqs:sendmessage',
      );
      await expect(
        aws('sqs', 'get-queue-url', '--queue-name', 'none'),
      ).rejects.toThrow('(AWS.SimpleQueueService.NonExistentQueue)');
    },
    2 * MINUTE,
  );

  it(
    'reads and writes the policies of functions, repositories, event buses, and buckets',
    async () => {
      await aws(
        'iam',
        'create-role',
        '--role-name',
        'function',
        ...[
          '--assume-role-policy-document',
          '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}',
        ],
      );
      await aws(
        ...['lambda', 'create-function', '--function-name', 'by-hand'],
        ...['--role', 'arn:aws:iam::111122223333:role/function'],
        ...['--runtime', 'nodejs22.x', '--handler', 'index.handler'],
        ...['--code', 'S3Bucket=code,S3Key=by-hand.zip'],
      );
      await expect(
        aws('lambda', 'get-policy', '--function-name', 'by-hand'),
      ).rejects.toThrow('(ResourceNotFoundException)');
      await aws(
        ...['lambda', 'add-permission', '--function-name', 'by-hand'],
        ...['--statement-id', 'bucket', '--action', 'lambda:InvokeFunction'],
        ...['--principal', 's3.amazonaws.com'],
        ...['--source-account', '111122223333'],
      );
      const { Policy } = await json(
        ...['lambda', 'get-policy', '--function-name', 'by-hand'],
      );
      expect(JSON.parse(Policy).Statement).toMatchObject([
        { Sid: 'bucket', Principal: { Service: 's3.amazonaws.com' } },
      ]);
      await aws(
        ...['lambda', 'invoke', '--function-name', 'by-hand'],
        ...['--cli-binary-format', 'raw-in-base64-out'],
        ...['--payload', '{"a":1}', 'answer.json'],
      );
      expect(await readFile(join(directory, 'answer.json'), 'utf8')).toBe(
        '{"a":1}',
      );

      await aws('ecr', 'create-repository', '--repository-name', 'by-hand');
      await expect(
        aws('ecr', 'get-repository-policy', '--repository-name', 'by-hand'),
      ).rejects.toThrow('(RepositoryPolicyNotFoundException)');
      await aws('events', 'create-event-bus', '--name', 'by-hand');
      await aws(
        ...['events', 'put-permission', '--event-bus-name', 'by-hand'],
        ...['--statement-id', 'staging', '--action', 'events:PutEvents'],
        ...['--principal', '444455556666'],
      );
      expect(
        await json('events', 'describe-event-bus', '--name', 'by-hand'),
      ).toMatchObject({
        Name: 'by-hand',
        Policy: expect.stringContaining('444455556666:root'),
      });
      await aws('s3', 'mb', 's3://blocked');
      await aws('s3api', 'delete-public-access-block', '--bucket', 'blocked');
      await expect(
        aws('s3api', 'get-public-access-block', '--bucket', 'blocked'),
      ).rejects.toThrow('(NoSuchPublicAccessBlockConfiguration)');
      await aws(
        ...['s3api', 'put-public-access-block', '--bucket', 'blocked'],
        ...['--public-access-block-configuration', 'BlockPublicPolicy=true'],
      );
      expect(
        await json('s3api', 'get-public-access-block', '--bucket', 'blocked'),
      ).toMatchObject({
        PublicAccessBlockConfiguration: { BlockPublicPolicy: true },
      });
    },
    2 * MINUTE,
  );
});
