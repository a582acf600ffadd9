import { createServer, type Server } from 'node:net';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EKSClient, ListClustersCommand } from '@aws-sdk/client-eks';
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import {
  AssumeRoleWithWebIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import { parse } from 'yaml';
import { formatServiceAccountRef } from '@backstage-irsa/core/model';
import { plantFault } from './company/faults';
import { mintServiceAccountToken } from './kubernetes/access/tokens';
import { serviceAccounts } from './kubernetes/resources/serviceAccounts';
import { type Sandbox, startSandbox } from './sandbox';

/** Returns the variables that a shell has after it reads the file. */
async function exportsOf(file: string): Promise<Record<string, string>> {
  const text = await readFile(file, 'utf8');
  return Object.fromEntries(
    [...text.matchAll(/^export (\w+)='([^']*)'$/gm)].map(([, name, value]) => [
      name,
      value,
    ]),
  );
}

type Service = Sandbox['world']['services'][number];

const NOT_AUTHORIZED =
  'Not authorized to perform sts:AssumeRoleWithWebIdentity';

/** Faults of the token exchange, with the error code and message of AWS. */
const REFUSALS: [string, string, string][] = [
  [
    'no-oidc-provider',
    'InvalidIdentityTokenException',
    'No OpenIDConnect provider found in your account for https://oidc.eks',
  ],
  ['wrong-subject', 'AccessDenied', NOT_AUTHORIZED],
  ['wildcard-under-equals', 'AccessDenied', NOT_AUTHORIZED],
  ['arn-prefixed-key', 'AccessDenied', NOT_AUTHORIZED],
  ['mistyped-issuer-host', 'AccessDenied', NOT_AUTHORIZED],
  ['malformed-arn', 'ValidationError', 'Request ARN is invalid'],
  ['path-left-out', 'AccessDenied', NOT_AUTHORIZED],
  ['more-conditions', 'AccessDenied', NOT_AUTHORIZED],
];

/** Permissions that allow the backend to list namespaces. */
const MANIFEST = `apiVersion: v1
kind: ServiceAccount
metadata: { name: backstage-irsa, namespace: '\${BACKSTAGE_NAMESPACE}' }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: lister }
rules: [{ apiGroups: [''], resources: [namespaces], verbs: [list] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: lister }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: lister }
subjects:
  - kind: ServiceAccount
    name: backstage-irsa
    namespace: '\${BACKSTAGE_NAMESPACE}'
`;

describe('startSandbox', () => {
  let directory: string;
  let sandbox: Sandbox | undefined;
  let blocker: Server | undefined;

  const start = (more: object = {}) =>
    startSandbox({ directory, awsPort: 0, clusterPorts: [0, 0], ...more });

  const block = () =>
    new Promise<number>(resolve => {
      const server = createServer();
      blocker = server;
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve(address && typeof address === 'object' ? address.port : 0);
      });
    });

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sandbox-'));
  });

  afterEach(async () => {
    await sandbox?.close();
    sandbox = undefined;
    blocker?.close();
    blocker = undefined;
    await rm(directory, { recursive: true });
  });

  it('serves exported data and writes a matching backend configuration', async () => {
    const account = join(directory, 'account.json');
    const cluster = join(directory, 'cluster.json');
    const policy = join(directory, 'read.json');
    const manifest = join(directory, 'permissions.yaml');
    await writeFile(
      account,
      JSON.stringify({
        RoleDetailList: [
          {
            Path: '/',
            RoleName: 'orders',
            RoleId: 'AROA1',
            Arn: 'arn:aws:iam::123456789012:role/orders',
            CreateDate: '2024-02-03T04:05:06+00:00',
            AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] },
          },
        ],
      }),
    );
    await writeFile(
      cluster,
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'List',
        items: [
          {
            apiVersion: 'v1',
            kind: 'Namespace',
            metadata: { name: 'backstage' },
          },
        ],
      }),
    );
    await writeFile(policy, '{"Version":"2012-10-17","Statement":[]}');
    await writeFile(manifest, MANIFEST);
    sandbox = await start({
      exports: { accounts: [account], clusters: { prod: [cluster] } },
      permissions: [policy, manifest],
    });
    expect(sandbox.clusters.map(({ name }) => name)).toEqual(['prod']);
    const env = await exportsOf(join(directory, 'aws.env'));
    const iam = new IAMClient({
      endpoint: env.AWS_ENDPOINT_URL,
      region: env.AWS_REGION,
      credentials: {
        accessKeyId: env.AWS_ACCESS_KEY_ID,
        secretAccessKey: env.AWS_SECRET_ACCESS_KEY,
      },
    });
    expect(
      (await iam.send(new ListRolesCommand({}))).Roles?.map(
        ({ RoleName }) => RoleName,
      ),
    ).toEqual(['orders']);
    const file = join(directory, 'app-config.sandbox.yaml');
    const backend = await exportsOf(join(directory, 'backend.env'));
    expect(parse(await readFile(file, 'utf8'))).toMatchObject({
      aws: {
        accounts: [
          { accountId: '123456789012', accessKeyId: backend.AWS_ACCESS_KEY_ID },
        ],
      },
      irsa: {
        organization: null,
        clusters: [
          {
            name: 'prod',
            accountId: '123456789012',
            access: { context: 'prod' },
            tokenRequestAccess: { context: 'prod-token-requester' },
          },
        ],
        namespaceRules: [{ clusters: ['prod'], accounts: ['123456789012'] }],
      },
    });
    expect((await stat(file)).mode % 0o1000).toBe(0o600);
    await sandbox.close();
    sandbox = await start();
    await expect(stat(file)).rejects.toThrow('ENOENT');
  });

  it('generates a fleet with a third cluster in its own region, and reports the planted faults', async () => {
    sandbox = await start({ fleet: { serviceAccounts: 90, pods: 100 } });
    const kubeconfig = new KubeConfig();
    kubeconfig.loadFromFile(join(directory, 'kubeconfig'));
    expect(kubeconfig.getContexts().map(({ name }) => name)).toEqual([
      'prod-eu',
      'staging-eu',
      'prod-us',
    ]);
    kubeconfig.setCurrentContext('prod-us');
    const { items } = await kubeconfig
      .makeApiClient(CoreV1Api)
      .listServiceAccountForAllNamespaces();
    expect(items.length).toBeGreaterThan(30);
    const env = await exportsOf(join(directory, 'aws.env'));
    const eks = new EKSClient({
      endpoint: sandbox.awsEndpoint,
      region: 'us-east-1',
      credentials: {
        accessKeyId: env.AWS_ACCESS_KEY_ID,
        secretAccessKey: env.AWS_SECRET_ACCESS_KEY,
      },
    });
    expect((await eks.send(new ListClustersCommand({}))).clusters).toEqual([
      'prod-us',
    ]);
    const answer = await fetch(`${sandbox.awsEndpoint}/__sandbox/state`);
    expect(await answer.json()).toMatchObject({
      fleet: {
        size: { clusters: 3, serviceAccounts: 90, pods: 100 },
        planted: { 'orphaned-oidc-provider': 6 },
      },
    });
  });

  it('writes files that direct AWS clients to each account, readable only by the owner', async () => {
    await writeFile(join(directory, 'aws.env'), 'old', { mode: 0o644 });
    sandbox = await start();
    for (const [file, account, cluster] of [
      ['aws.env', '111122223333', 'prod-eu'],
      ['aws-staging.env', '444455556666', 'staging-eu'],
    ]) {
      const env = await exportsOf(join(directory, file));
      expect(env).toMatchObject({
        AWS_ENDPOINT_URL: sandbox.awsEndpoint,
        AWS_REGION: 'eu-west-1',
        AWS_DEFAULT_REGION: 'eu-west-1',
      });
      const config = {
        endpoint: env.AWS_ENDPOINT_URL,
        region: env.AWS_REGION,
        credentials: {
          accessKeyId: env.AWS_ACCESS_KEY_ID,
          secretAccessKey: env.AWS_SECRET_ACCESS_KEY,
        },
      };
      const { Roles } = await new IAMClient(config).send(
        new ListRolesCommand({ MaxItems: 1 }),
      );
      expect(Roles?.[0].Arn).toContain(`:${account}:`);
      expect(
        (await new EKSClient(config).send(new ListClustersCommand({})))
          .clusters,
      ).toEqual([cluster]);
    }
    expect(
      Object.keys(await exportsOf(join(directory, 'aws-endpoint.env'))),
    ).toEqual(['AWS_ENDPOINT_URL', 'AWS_REGION', 'AWS_DEFAULT_REGION']);
    for (const file of [
      'aws.env',
      'aws-staging.env',
      'aws-endpoint.env',
      'kubeconfig',
    ]) {
      const { mode } = await stat(join(directory, file));
      expect([file, (mode % 0o1000).toString(8)]).toEqual([file, '600']);
    }
  });

  it('gives the backend exactly the permissions of the files', async () => {
    const policy = join(directory, 'may.json');
    const manifest = join(directory, 'may.yaml');
    await writeFile(
      policy,
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: 'iam:ListRoles',
            Resource: 'arn:${PARTITION}:iam::${ACCOUNT_ID}:role/*',
          },
        ],
      }),
    );
    await writeFile(manifest, MANIFEST);
    sandbox = await start({ permissions: [policy, manifest] });
    const env = await exportsOf(join(directory, 'backend-staging.env'));
    const config = {
      endpoint: env.AWS_ENDPOINT_URL,
      region: env.AWS_REGION,
      credentials: {
        accessKeyId: env.AWS_ACCESS_KEY_ID,
        secretAccessKey: env.AWS_SECRET_ACCESS_KEY,
      },
    };
    const { Roles } = await new IAMClient(config).send(
      new ListRolesCommand({ MaxItems: 1 }),
    );
    expect(Roles?.[0].Arn).toContain(':444455556666:');
    await expect(
      new EKSClient(config).send(new ListClustersCommand({})),
    ).rejects.toMatchObject({ name: 'AccessDeniedException' });

    const core = (context: string) => {
      const kubeConfig = new KubeConfig();
      kubeConfig.loadFromFile(join(directory, 'backend-kubeconfig'));
      kubeConfig.setCurrentContext(context);
      return kubeConfig.makeApiClient(CoreV1Api);
    };
    const { items } = await core('staging-eu').listNamespace();
    expect(items.length).toBeGreaterThan(0);
    for (const refused of [
      core('staging-eu').listNode(),
      core('staging-eu-token-requester').listNamespace(),
    ]) {
      await expect(refused).rejects.toMatchObject({ code: 403 });
    }
  });

  describe('with the tokens of the company', () => {
    /** Returns how STS answers the token of a service's ServiceAccount for the role in its annotation. */
    const exchange = async ({ world, awsEndpoint }: Sandbox, ref: Service) => {
      const cluster = world.clusters.get(ref.cluster);
      const account = cluster?.store.get(
        serviceAccounts,
        ref.namespace,
        ref.name,
      );
      const RoleArn =
        account?.metadata.annotations?.['eks.amazonaws.com/role-arn'];
      if (!cluster || !account || RoleArn === undefined) {
        throw new Error(`${ref.name} has no annotated ServiceAccount`);
      }
      const { token } = await mintServiceAccountToken(cluster, account, {
        audiences: ['sts.amazonaws.com'],
        expirationSeconds: 600,
        now: world.now(),
      });
      const sts = new STSClient({
        endpoint: awsEndpoint,
        region: 'eu-west-1',
        credentials: { accessKeyId: 'unused', secretAccessKey: 'unused' },
      });
      const answer = await sts.send(
        new AssumeRoleWithWebIdentityCommand({
          RoleArn,
          RoleSessionName: 'test',
          WebIdentityToken: token,
        }),
      );
      return answer.SubjectFromWebIdentityToken;
    };

    it('gives every healthy service its role', async () => {
      sandbox = await start();
      const healthy = sandbox.world.services.filter(
        ({ fault }) => fault === null,
      );
      expect(healthy.length).toBeGreaterThanOrEqual(6);
      for (const service of healthy) {
        expect(await exchange(sandbox, service)).toBe(
          `system:serviceaccount:${service.namespace}:${service.name}`,
        );
      }
    });

    it('rejects services with a broken exchange as AWS would', async () => {
      sandbox = await start();
      const { world } = sandbox;
      const withFault = (fault: string | null) =>
        world.services.find(service => service.fault === fault);
      for (const [fault, name, message] of REFUSALS) {
        // Some faults are not in the company from the start.
        if (!withFault(fault)) {
          const service = formatServiceAccountRef(withFault(null)!);
          plantFault(world, { fault, service });
        }
        await expect(
          exchange(sandbox, withFault(fault)!),
        ).rejects.toMatchObject({
          name,
          message: expect.stringContaining(message),
        });
      }
    });
  });

  it('says which port is in use and how to choose another, and leaves no server running', async () => {
    const free = await block();
    blocker?.close();
    const taken = await block();
    await expect(
      start({ awsPort: taken, clusterPorts: [free, 0] }),
    ).rejects.toThrow(
      `Port ${taken} on 127.0.0.1 is in use by another program. Stop it, or set another port with --aws-port or IRSA_SANDBOX_AWS_PORT.`,
    );
    await expect(start({ clusterPorts: [free, taken] })).rejects.toThrow(
      `Port ${taken} on 127.0.0.1 is in use by another program. Stop it, or set another port with --cluster-ports or IRSA_SANDBOX_CLUSTER_PORTS.`,
    );
    sandbox = await start({ clusterPorts: [free, 0] });
    expect(sandbox.clusters[0]).toMatchObject({
      name: 'prod-eu',
      endpoint: `https://127.0.0.1:${free}`,
    });
  });

  it('uses the given clock', async () => {
    const now = new Date('2030-01-01T00:00:00Z');
    sandbox = await start({ now: () => now });
    expect(sandbox.world.now()).toEqual(now);
  });
});
