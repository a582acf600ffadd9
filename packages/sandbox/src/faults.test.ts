import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AddClientIDToOpenIDConnectProviderCommand,
  IAMClient,
  UpdateOpenIDConnectProviderThumbprintCommand,
} from '@aws-sdk/client-iam';
import {
  DeleteBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  AssumeRoleWithWebIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { faults as knownFaults } from '@backstage-irsa/core/model';
import { ISSUER_THUMBPRINT } from './aws/iam/oidcProviders';
import { mintServiceAccountToken } from './kubernetes/access/tokens';
import { serviceAccounts } from './kubernetes/resources/serviceAccounts';
import { type Sandbox, startSandbox } from './sandbox';

const SERVICE = 'prod-eu/production/orders-api';
const OTHER = 'prod-eu/payments/ledger';

describe('a fault planted into a running sandbox', () => {
  let directory: string;
  let sandbox: Sandbox;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'faults-'));
    sandbox = await startSandbox({
      directory,
      awsPort: 0,
      clusterPorts: [0, 0],
    });
  });

  afterEach(async () => {
    await sandbox.close();
    await rm(directory, { recursive: true });
  });

  const plant = async (fault: string, service = SERVICE) => {
    const answer = await fetch(`${sandbox.awsEndpoint}/__sandbox/faults`, {
      method: 'POST',
      body: JSON.stringify({ fault, service }),
    });
    return { status: answer.status, body: await answer.json() };
  };

  const config = (credentials = administrator('111122223333')) => ({
    endpoint: sandbox.awsEndpoint,
    region: 'eu-west-1',
    credentials,
    maxAttempts: 1,
  });

  function administrator(account: string): {
    accessKeyId: string;
    secretAccessKey: string;
    sessionToken?: string;
  } {
    const keys = sandbox.administrators.get(account);
    if (!keys) throw new Error(`there is no account ${account}`);
    return keys;
  }

  /** Exchanges the token of a pod of the service. */
  const exchange = async (service = SERVICE) => {
    const [name, namespace, account] = service.split('/');
    const cluster = sandbox.world.clusters.get(name);
    const found = cluster?.store.get(serviceAccounts, namespace, account);
    if (!cluster || !found) throw new Error(`there is no ${service}`);
    const { token } = await mintServiceAccountToken(cluster, found, {
      audiences: ['sts.amazonaws.com'],
      expirationSeconds: 600,
      now: sandbox.world.now(),
    });
    const { Credentials } = await new STSClient(config()).send(
      new AssumeRoleWithWebIdentityCommand({
        RoleArn: found.metadata.annotations?.['eks.amazonaws.com/role-arn'],
        RoleSessionName: 'test',
        WebIdentityToken: token,
      }),
    );
    return {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken,
    };
  };

  const write = async () =>
    new S3Client({ ...config(await exchange()), forcePathStyle: true }).send(
      new PutObjectCommand({ Bucket: 'orders-uploads', Key: 'a', Body: 'b' }),
    );

  const refused = (message: string, name = 'InvalidIdentityTokenException') =>
    expect.objectContaining({
      name,
      message: expect.stringContaining(message),
    });

  const providerIn = (account: string) =>
    `arn:aws:iam::${account}:oidc-provider/${sandbox.world.clusters
      .get('prod-eu')
      ?.issuer.replace('https://', '')}`;

  it('thumbprint: STS rejects only this role until the correct thumbprint is set', async () => {
    expect(await plant('thumbprint')).toEqual({
      status: 200,
      body: {
        fault: 'thumbprint',
        title: expect.any(String),
        service: SERVICE,
      },
    });
    await expect(exchange()).rejects.toEqual(
      refused(
        "OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint",
      ),
    );
    await exchange(OTHER);
    await new IAMClient(config()).send(
      new UpdateOpenIDConnectProviderThumbprintCommand({
        OpenIDConnectProviderArn: providerIn('111122223333'),
        ThumbprintList: [ISSUER_THUMBPRINT],
      }),
    );
    await exchange();
  });

  it('keys-unreachable: six exchanges fail, only for this role', async () => {
    await plant('keys-unreachable');
    for (let i = 0; i < 6; i++) {
      await expect(exchange()).rejects.toEqual(
        refused("Couldn't retrieve verification key"),
      );
    }
    await exchange(OTHER);
    await exchange();
  });

  it('client-id-missing: STS rejects the audience until the provider accepts it', async () => {
    await plant('client-id-missing');
    await expect(exchange()).rejects.toEqual(
      refused('Incorrect token audience'),
    );
    await exchange(OTHER);
    await new IAMClient(config(administrator('444455556666'))).send(
      new AddClientIDToOpenIDConnectProviderCommand({
        OpenIDConnectProviderArn: providerIn('444455556666'),
        ClientID: 'sts.amazonaws.com',
      }),
    );
    await exchange();
  });

  it('wrong-partition: the provider does not exist in that partition', async () => {
    await plant('wrong-partition');
    await expect(exchange()).rejects.toEqual(
      refused('No OpenIDConnect provider found in your account'),
    );
  });

  it.each([
    ['organization-denies', 'a service control policy'],
    ['resource-policy-denies', 'a resource-based policy'],
  ])('%s: S3 denies what the role allows', async (fault, layer) => {
    await write();
    await plant(fault);
    await expect(write()).rejects.toEqual(
      refused(`with an explicit deny in ${layer}`, 'AccessDenied'),
    );
    const s3 = new S3Client({ ...config(), forcePathStyle: true });
    await s3.send(new DeleteBucketPolicyCommand({ Bucket: 'orders-uploads' }));
    await fetch(`${sandbox.awsEndpoint}/__sandbox/scps`, {
      method: 'POST',
      body: JSON.stringify({ accountId: '111122223333', levels: [] }),
    });
    await write();
  });

  it('action-not-allowed: S3 denies the action', async () => {
    await plant('action-not-allowed');
    await expect(write()).rejects.toEqual(
      refused(
        'because no identity-based policy allows the s3:PutObject action',
        'AccessDenied',
      ),
    );
  });

  it.each<[string, string, string]>([
    ['gremlins', SERVICE, 'unknown fault gremlins; use one of no-oidc'],
    ['wrong-subject', 'orders-api', '"orders-api" is not a service'],
    ['wrong-subject', 'prod-eu/a/b', 'the ServiceAccount does not exist'],
  ])('%s into %s returns a clear error', async (fault, service, message) => {
    expect(await plant(fault, service)).toEqual({
      status: 400,
      body: { error: expect.stringContaining(message) },
    });
  });

  it.each(['{', '[]', '{"fault":"thumbprint"}'])(
    'is rejected when the body is %s',
    async body => {
      const answer = await fetch(`${sandbox.awsEndpoint}/__sandbox/faults`, {
        method: 'POST',
        body,
      });
      expect(answer.status).toBe(400);
    },
  );

  it('is one of the listed faults', async () => {
    const answer = await fetch(`${sandbox.awsEndpoint}/__sandbox/faults`);
    const { items } = await answer.json();
    expect(items).toHaveLength(knownFaults.length);
    expect(items[8]).toEqual({
      id: 'thumbprint',
      title: expect.any(String),
      evidence: 'live-proof',
    });
  });

  it('can be planted only from this machine', async () => {
    const answer = await fetch(`${sandbox.awsEndpoint}/__sandbox/faults`, {
      headers: { origin: 'http://evil.example' },
    });
    expect(answer.status).toBe(403);
  });
});
