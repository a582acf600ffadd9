import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreatePodIdentityAssociationCommand,
  DeletePodIdentityAssociationCommand,
  UpdateAddonCommand,
} from '@aws-sdk/client-eks';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import {
  addWindowsNodes,
  disableIpv6,
  enableAutoMode,
  runOnFargate,
  setPodIdentityAgent,
} from '../../company/compute';
import { allow } from '../../company/statements';
import { pods } from '../../kubernetes/resources/pods';
import { serviceAccounts } from '../../kubernetes/resources/serviceAccounts';
import { POD, PodFixture, podTrust, PROD } from '../__testUtils__/podFixture';

const READ = allow('s3:ListBucket', 'arn:aws:s3:::orders-uploads');
const HOUR = 3_600_000;

describe('the Pod Identity agent', () => {
  let fixture: PodFixture;

  const associate = () =>
    fixture.eks().send(
      new CreatePodIdentityAssociationCommand({
        clusterName: 'prod-eu',
        ...POD,
        roleArn: fixture.role('pod-role', [podTrust(fixture.cluster)], [READ])
          .arn,
      }),
    );

  beforeEach(async () => {
    fixture = await PodFixture.start();
  });

  afterEach(() => fixture.close());

  it('provides the credentials of the role to an unmodified SDK through the variables of the webhook', async () => {
    await associate();
    const directory = await mkdtemp(join(tmpdir(), 'pod-'));
    const file = join(directory, 'eks-pod-identity-token');
    await writeFile(file, await fixture.token(fixture.pod('made-by-hand')));
    const before = { ...process.env };
    Object.assign(process.env, {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: fixture.agentUri,
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file,
      AWS_CONFIG_FILE: join(directory, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(directory, 'credentials'),
      AWS_EC2_METADATA_DISABLED: 'true',
    });
    try {
      const identity = await fixture
        .sts()
        .send(new GetCallerIdentityCommand({}));
      expect(identity).toMatchObject({
        Account: PROD,
        Arn: expect.stringMatching(
          /^arn:aws:sts::111122223333:assumed-role\/pod-role\/eks-prod-eu-made-by-ha-[0-9a-f-]{36}$/,
        ),
      });
    } finally {
      process.env = before;
      await rm(directory, { recursive: true });
    }
    expect(fixture.world.calls.all()).toContainEqual(
      expect.objectContaining({
        service: 'eks-auth',
        operation: 'AssumeRoleForPodIdentity',
        caller: expect.stringMatching(
          /:assumed-role\/prod-eu-(general|batch)-node\/ip-/,
        ),
        status: 200,
      }),
    );
  });

  it('serves pods that were created after the association, regardless of the annotation', async () => {
    const account = fixture.api.read(
      serviceAccounts,
      POD.namespace,
      POD.serviceAccount,
    );
    fixture.api.update(
      serviceAccounts,
      {
        ...account,
        metadata: {
          ...account.metadata,
          annotations: {
            'eks.amazonaws.com/role-arn': `arn:aws:iam::${PROD}:role/irsa`,
          },
        },
      },
      { writer: { manager: 'kubectl', operation: 'Update' } },
    );
    const names = (name: string) =>
      fixture
        .pod(name)
        .spec.containers[0].env?.map(variable => variable.name)
        .filter(variable => /ROLE|TOKEN|CREDENTIALS/.test(variable));
    const irsa = ['AWS_ROLE_ARN', 'AWS_WEB_IDENTITY_TOKEN_FILE'];
    expect(names('before')).toEqual(irsa);
    const { association } = await associate();
    expect(names('after')).toEqual([
      'AWS_CONTAINER_CREDENTIALS_FULL_URI',
      'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
    ]);
    await fixture.eks().send(
      new DeletePodIdentityAssociationCommand({
        clusterName: 'prod-eu',
        associationId: association?.associationId,
      }),
    );
    expect(names('back')).toEqual(irsa);
  });

  it('returns valid credentials that last 6 hours', async () => {
    await associate();
    const pod = fixture.pod('orders-1');
    const { text } = await fixture.ask(await fixture.token(pod));
    const answer = JSON.parse(text);
    expect(Object.keys(answer)).toEqual([
      'AccessKeyId',
      'SecretAccessKey',
      'Token',
      'AccountId',
      'Expiration',
    ]);
    const hours = (Date.parse(answer.Expiration) - Date.now()) / HOUR;
    expect(hours).toBeGreaterThan(5.9);
    expect(hours).toBeLessThanOrEqual(6);
    await fixture
      .s3(await fixture.keys(pod))
      .send(new ListObjectsV2Command({ Bucket: 'orders-uploads' }));
  });

  it.each<[string, (now: PodFixture) => Promise<string>, number, string]>([
    ['no token', async () => '', 400, 'Service account token cannot be empty'],
    [
      'text that is not a token',
      async () => 'hello',
      400,
      'Service account token cannot be parsed',
    ],
    [
      'an expired token',
      now => now.token(now.pod('a'), { now: new Date(Date.now() - 2 * HOUR) }),
      400,
      'Service account token failed basic claim validations: token is expired',
    ],
    [
      'a token for another audience',
      now => now.token(now.pod('a'), { audience: 'sts.amazonaws.com' }),
      400,
      '(InvalidTokenException)',
    ],
    [
      'a token that another cluster signed',
      now =>
        now.token(now.pod('a'), {
          cluster: now.world.clusters.get('staging-eu'),
        }),
      400,
      '(InvalidTokenException)',
    ],
    [
      'a token that is not bound to a pod',
      now => now.token(undefined),
      503,
      'The pod runs on no node',
    ],
    [
      'a token of a deleted pod',
      async now => {
        const token = await now.token(now.pod('a'));
        now.api.delete(pods, POD.namespace, 'a');
        return token;
      },
      503,
      'The pod runs on no node',
    ],
  ])('rejects %s', async (_, token, status, text) => {
    await associate();
    expect(await fixture.ask(await token(fixture))).toEqual({
      status,
      text: expect.stringContaining(text),
    });
  });

  it('reports a missing association, and rejects a request without a cluster', async () => {
    const token = await fixture.token(fixture.pod('orders-1'));
    expect(await fixture.ask(token)).toEqual({
      status: 404,
      text: expect.stringContaining(
        '(ResourceNotFoundException): No association found for service account shop/pod-orders',
      ),
    });
    const [uri] = fixture.agentUri.split('?');
    const answer = await fetch(uri, { headers: { authorization: token } });
    expect(answer.status).toBe(404);
  });

  it.each<[string, (now: PodFixture) => object | void]>([
    [
      'where the add-on is missing',
      ({ world }) => setPodIdentityAgent(world, 'prod-eu', 'none'),
    ],
    [
      'where the add-on is active but has no pods',
      ({ world }) =>
        setPodIdentityAgent(world, 'prod-eu', 'add-on-without-pods'),
    ],
    [
      'where its pods cannot listen, since the nodes have no IPv6',
      ({ world }) => disableIpv6(world, 'prod-eu'),
    ],
    [
      'on Fargate',
      ({ world }) => runOnFargate(world, 'prod-eu', { namespace: 'shop' }),
    ],
    [
      'on Windows',
      ({ world }) => {
        addWindowsNodes(world, 'prod-eu');
        return { nodeSelector: { 'kubernetes.io/os': 'windows' } };
      },
    ],
  ])('does not run %s', async (_, change) => {
    await associate();
    const pod = fixture.pod('orders-1', change(fixture) ?? {});
    expect(await fixture.ask(await fixture.token(pod))).toEqual({
      status: 503,
      text: expect.stringMatching(/^No Pod Identity agent runs/),
    });
  });

  it.each(['helm', 'helm-hybrid'] as const)(
    'runs when it was installed by other means: %s',
    async source => {
      setPodIdentityAgent(fixture.world, 'prod-eu', source);
      await associate();
      const pod = fixture.pod('orders-1');
      expect((await fixture.ask(await fixture.token(pod))).status).toBe(200);
    },
  );

  it('starts without IPv6 when its add-on is configured for it', async () => {
    await associate();
    disableIpv6(fixture.world, 'prod-eu');
    await fixture.eks().send(
      new UpdateAddonCommand({
        clusterName: 'prod-eu',
        addonName: 'eks-pod-identity-agent',
        configurationValues:
          '{"agent":{"additionalArgs":{"-b":"169.254.170.23"}}}',
      }),
    );
    const pod = fixture.pod('orders-1');
    expect((await fixture.ask(await fixture.token(pod))).status).toBe(200);
  });

  it('is built into Auto Mode', async () => {
    enableAutoMode(fixture.world, 'prod-eu');
    await associate();
    const pod = fixture.pod('orders-1');
    expect((await fixture.ask(await fixture.token(pod))).status).toBe(200);
  });

  it('calls with the node role, which needs permission', async () => {
    await associate();
    for (const { nodeRoleArn } of fixture.cluster.nodeGroups) {
      const name = nodeRoleArn.split('/')[1];
      const role = fixture.world.accounts.get(PROD)?.roles.get(name);
      if (role) role.attachedPolicyArns = [];
    }
    const pod = fixture.pod('orders-1');
    expect(await fixture.ask(await fixture.token(pod))).toEqual({
      status: 400,
      text: expect.stringContaining(
        'is not authorized to perform: eks-auth:AssumeRoleForPodIdentity on resource: arn:aws:eks:eu-west-1:111122223333:cluster/prod-eu',
      ),
    });
  });
});
