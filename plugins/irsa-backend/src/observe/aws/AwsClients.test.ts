import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { DescribeClusterCommand } from '@aws-sdk/client-eks';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import { GetBucketPolicyCommand } from '@aws-sdk/client-s3';
import { AssumeRoleWithWebIdentityCommand } from '@aws-sdk/client-sts';
import type { AwsCredentialsManager } from '@backstage/integration-aws-node';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { AwsClients } from './AwsClients';
import { AwsSilentError } from './errors';

const ACCOUNT = '111122223333';
const REGION = 'us-west-2';

const credentials: AwsCredentialsManager = {
  getCredentialProvider: async () => ({
    sdkCredentialProvider: async () => ({
      ...{ accessKeyId: 'AKIA', secretAccessKey: 'secret' },
    }),
  }),
};

/** One call of each client. */
const CALLS: [service: string, call: (aws: AwsClients) => Promise<unknown>][] =
  [
    [
      'iam',
      aws =>
        aws.iam(ACCOUNT, REGION).send(new GetRoleCommand({ RoleName: 'r' })),
    ],
    [
      'eks',
      aws =>
        aws
          .eks(ACCOUNT, REGION)
          .send(new DescribeClusterCommand({ name: 'c' })),
    ],
    [
      'ec2',
      aws => aws.ec2(ACCOUNT, REGION).send(new DescribeInstancesCommand({})),
    ],
    [
      's3',
      aws =>
        aws
          .s3(ACCOUNT, REGION)
          .send(new GetBucketPolicyCommand({ Bucket: 'bucket' })),
    ],
    [
      'the live proof at sts',
      aws =>
        aws.unsignedSts(REGION).send(
          new AssumeRoleWithWebIdentityCommand({
            RoleArn: `arn:aws:iam::${ACCOUNT}:role/r`,
            ...{ RoleSessionName: 's', WebIdentityToken: 'token' },
          }),
        ),
    ],
    [
      'the role for tokens at sts',
      aws =>
        aws.roleCredentials(
          { accountId: ACCOUNT, region: REGION },
          { roleArn: `arn:aws:iam::${ACCOUNT}:role/r` },
        )(),
    ],
    [
      'kms',
      aws =>
        aws.json(
          'kms',
          { accountId: ACCOUNT, region: REGION },
          'GetKeyPolicy',
          {},
        ),
    ],
    [
      's3-control',
      aws =>
        aws.accountPublicAccessBlock({ accountId: ACCOUNT, region: REGION }),
    ],
    [
      'organizations',
      aws => aws.organizations(ACCOUNT, REGION, 'ListAccounts', {}),
    ],
  ];

/** Returns the host of each call, without a connection. */
async function hostsWith(env: Record<string, string>) {
  const hosts: Record<string, string> = {};
  Object.assign(process.env, env);
  try {
    const aws = new AwsClients({
      credentials,
      isKnown: () => true,
      budget: { take: async () => {} },
      timeoutMs: 1_000,
    });
    for (const [name, call] of CALLS) {
      jest
        .spyOn(NodeHttpHandler.prototype, 'handle')
        .mockImplementation(async request => {
          hosts[name] = request.hostname;
          throw Object.assign(new Error('no network'), {
            name: 'AccessDenied',
          });
        });
      await call(aws).catch(() => {});
    }
  } finally {
    for (const key of Object.keys(env)) delete process.env[key];
    jest.restoreAllMocks();
  }
  return hosts;
}

const FIPS = { AWS_USE_FIPS_ENDPOINT: 'true' };
const DUAL = { AWS_USE_DUALSTACK_ENDPOINT: 'true' };

describe('the endpoints of AWS', () => {
  it('are those of the region by default', async () => {
    expect(await hostsWith({})).toEqual({
      iam: 'iam.amazonaws.com',
      eks: 'eks.us-west-2.amazonaws.com',
      ec2: 'ec2.us-west-2.amazonaws.com',
      s3: 'bucket.s3.us-west-2.amazonaws.com',
      'the live proof at sts': 'sts.us-west-2.amazonaws.com',
      'the role for tokens at sts': 'sts.us-west-2.amazonaws.com',
      kms: 'kms.us-west-2.amazonaws.com',
      's3-control': `${ACCOUNT}.s3-control.us-west-2.amazonaws.com`,
      organizations: 'organizations.us-east-1.amazonaws.com',
    });
  });

  it('are FIPS endpoints if the environment enables them', async () => {
    expect(await hostsWith(FIPS)).toEqual({
      iam: 'iam-fips.amazonaws.com',
      eks: 'fips.eks.us-west-2.amazonaws.com',
      ec2: 'ec2-fips.us-west-2.amazonaws.com',
      s3: 'bucket.s3-fips.us-west-2.amazonaws.com',
      'the live proof at sts': 'sts-fips.us-west-2.amazonaws.com',
      'the role for tokens at sts': 'sts-fips.us-west-2.amazonaws.com',
      kms: 'kms-fips.us-west-2.amazonaws.com',
      's3-control': `${ACCOUNT}.s3-control-fips.us-west-2.amazonaws.com`,
      organizations: 'organizations-fips.us-east-1.amazonaws.com',
    });
  });

  it('are dual-stack endpoints if the environment enables them', async () => {
    expect(await hostsWith(DUAL)).toEqual({
      iam: 'iam.global.api.aws',
      eks: 'eks.us-west-2.api.aws',
      ec2: 'ec2.us-west-2.api.aws',
      s3: 'bucket.s3.dualstack.us-west-2.amazonaws.com',
      'the live proof at sts': 'sts.us-west-2.api.aws',
      'the role for tokens at sts': 'sts.us-west-2.api.aws',
      kms: 'kms.us-west-2.api.aws',
      's3-control': `${ACCOUNT}.s3-control.dualstack.us-west-2.amazonaws.com`,
      organizations: 'organizations.us-east-1.api.aws',
    });
  });

  it('are FIPS and dual-stack endpoints if the environment enables both', async () => {
    const hosts = Object.values(await hostsWith({ ...FIPS, ...DUAL }));
    expect(hosts).toHaveLength(CALLS.length);
    for (const host of hosts) {
      expect(host).toMatch(/fips/);
      expect(host).toMatch(/\.api\.aws$|dualstack/);
    }
  });
});

describe('an answer whose body stops after the headers', () => {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-length': '1000' }).write('<half');
  });

  beforeAll(() => new Promise<void>(done => server.listen(0, done)));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it.each(CALLS.filter(([name]) => ['iam', 's3', 'kms'].includes(name)))(
    'counts as no answer of %s after the timeout',
    async (_, call) => {
      const { port } = server.address() as AddressInfo;
      const aws = new AwsClients({
        credentials,
        isKnown: () => true,
        budget: { take: async () => {} },
        endpoint: `http://localhost:${port}`,
        timeoutMs: 300,
      });
      await expect(call(aws)).rejects.toThrow(AwsSilentError);
    },
  );
});

describe('the credentials of an account', () => {
  const MINUTE = 60_000;
  const place = { accountId: ACCOUNT, region: REGION };
  let sessions: number;
  let aws: AwsClients;

  beforeEach(() => {
    sessions = 0;
    aws = new AwsClients({
      credentials: {
        getCredentialProvider: async () => ({
          sdkCredentialProvider: async () => {
            sessions += 1;
            return {
              ...{ accessKeyId: 'ASIA', secretAccessKey: 'secret' },
              expiration: new Date(Date.now() + 60 * MINUTE),
            };
          },
        }),
      },
      isKnown: id => id === ACCOUNT,
      budget: { take: async () => {} },
      timeoutMs: 1_000,
    });
    jest
      .spyOn(NodeHttpHandler.prototype, 'handle')
      .mockRejectedValue(
        Object.assign(new Error('no'), { name: 'AccessDenied' }),
      );
  });
  afterEach(() => jest.restoreAllMocks());

  const callAll = async () => {
    for (const operation of ['GetKeyPolicy', 'DescribeKey']) {
      await aws.json('kms', place, operation, {}).catch(() => {});
    }
    await aws.query('sns', place, {}).catch(() => {});
    await aws.get('lambda', place, '/').catch(() => {});
    await aws
      .organizations(ACCOUNT, REGION, 'ListAccounts', {})
      .catch(() => {});
  };
  const passTime = (ms: number) => {
    const at = Date.now() + ms;
    jest.spyOn(Date, 'now').mockReturnValue(at);
  };

  it('are kept until 5 minutes before they expire', async () => {
    await callAll();
    passTime(54 * MINUTE);
    await callAll();
    expect(sessions).toBe(1);
    passTime(2 * MINUTE);
    await callAll();
    expect(sessions).toBe(2);
  });

  it('are requested again for a forced refresh', async () => {
    await aws.credentialsFor(ACCOUNT)({ forceRefresh: true });
    await aws.credentialsFor(ACCOUNT)({ forceRefresh: true });
    expect(sessions).toBe(2);
  });

  it('are not provided for an unknown account', async () => {
    await expect(aws.credentialsFor('444455556666')()).rejects.toThrow(
      '444455556666',
    );
    expect(sessions).toBe(0);
  });
});

describe('the clients of an account', () => {
  it('are kept only if the account is known, because ARNs come from annotations too', async () => {
    const aws = new AwsClients({
      credentials,
      isKnown: id => id === ACCOUNT,
      budget: { take: async () => {} },
      timeoutMs: 1_000,
    });
    for (const client of ['iam', 'eks', 'ec2', 's3'] as const) {
      const other = aws[client]('444455556666', REGION);
      expect(aws[client]('444455556666', REGION)).not.toBe(other);
      expect(aws[client](ACCOUNT, REGION)).toBe(aws[client](ACCOUNT, REGION));
    }
    await expect(
      aws
        .iam('444455556666', REGION)
        .send(new GetRoleCommand({ RoleName: 'r' })),
    ).rejects.toThrow('444455556666');
  });
});
