import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { ANNOTATION_ORIGIN_LOCATION } from '@backstage/catalog-model';
import type {
  ClusterSetup,
  DiscoveredPlace,
  Scope,
} from '@backstage-irsa/core/model';
import {
  irsaDiscoveryExtensionPoint,
  type IrsaClusterSupplier,
} from '@backstage-irsa/plugin-irsa-node';
import type { Knex } from 'knex';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import clusterRegister from '../__testUtils__/examples/clusterRegister';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { givenDatabase, givenScheduler } from '../__testUtils__/given';

const HOME = '111122223333';
const STAGING = '444455556666';
const REFUSING = '200000000007';
const SUSPENDED = '200000000200';
const REGIONS = ['eu-west-1', 'eu-central-1'];

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

/** Returns a module that discovers clusters. */
const supplierModule = (discover: IrsaClusterSupplier['discover']) =>
  createBackendModule({
    pluginId: 'irsa',
    moduleId: 'own-supplier',
    register(env) {
      env.registerInit({
        deps: { discovery: irsaDiscoveryExtensionPoint },
        async init({ discovery }) {
          discovery.addClusterSupplier({ id: 'ours', discover });
        },
      });
    },
  });

/** Returns a cluster entity as for Backstage's Kubernetes plugin. */
function clusterEntity(name: string, origin: string, accountId: string) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name,
      annotations: {
        [ANNOTATION_ORIGIN_LOCATION]: origin,
        'kubernetes.io/api-server':
          'https://4F1A.gr7.eu-west-1.eks.amazonaws.com',
        'kubernetes.io/auth-provider': 'aws',
        'kubernetes.io/aws-account-id': accountId,
        'kubernetes.io/x-k8s-aws-id': 'apps-001',
      },
    },
    spec: { type: 'kubernetes-cluster', owner: 'team' },
  };
}

describe('an organization of 200 accounts and 300 clusters', () => {
  let host: TestHost;
  let knex: Knex;
  const scheduler = mockServices.scheduler();

  const discover = async () => {
    await scheduler.triggerTask('irsa-discovery');
    await scheduler.triggerTask('irsa-discovery-refresh');
  };
  const clusters = async (): Promise<string[]> => {
    const { body } = await host.get('/clusters');
    return body.items.map(({ name }: { name: string }) => name);
  };
  const places = async (): Promise<DiscoveredPlace[]> =>
    (await host.get('/discovery')).body.items;
  const callsSince = (place: number) =>
    host.sandbox.world.calls
      .since(place)
      .filter(({ service }) => service !== 'kubernetes');

  beforeAll(async () => {
    knex = await databases.init('SQLITE_3');
    host = await startTestHost({
      organization: { accounts: 200, clusters: 300 },
      serviceAccountRole: 'backstage-irsa',
      aws: ({ administrators }) => {
        const keysOf = (accountId: string) => {
          const { accessKeyId, secretAccessKey } =
            administrators.get(accountId)!;
          return { accessKeyId, secretAccessKey };
        };
        return {
          mainAccount: keysOf(HOME),
          accounts: [HOME, STAGING].map(accountId => ({
            accountId,
            ...keysOf(accountId),
          })),
        };
      },
      irsa: {
        scans: { enabled: true },
        discovery: {
          regions: REGIONS,
          organization: {
            accountId: HOME,
            exclude: { names: ['management', 'staging'] },
          },
          catalog: { sources: ['url:https://git.example/platform/*'] },
          tokenRequestAccess: { roleName: 'backstage-irsa-token-requester' },
        },
      },
      entities: () => [
        clusterEntity(
          'shop-one',
          'url:https://git.example/platform/clusters.yaml',
          '200000000001',
        ),
        clusterEntity('of-a-stranger', 'url:https://git.example/x', HOME),
        clusterEntity(
          'beyond',
          'url:https://git.example/platform/clusters.yaml',
          '999999999999',
        ),
      ],
      features: [
        givenScheduler(scheduler),
        givenDatabase(knex),
        clusterRegister,
        supplierModule(async () => {
          throw new Error('our register of clusters is down');
        }),
      ],
    });
    process.env.AWS_ENDPOINT_URL_STS = host.sandbox.awsEndpoint;
    host.sandbox.world.accounts.get(REFUSING)!.roles.clear();
    await discover();
  });
  afterAll(async () => {
    delete process.env.AWS_ENDPOINT_URL_STS;
    await host?.stop();
  });

  it('is discovered without a restart, except accounts that refuse access or are suspended', async () => {
    const names = await clusters();
    // 300 clusters, minus 2 in the refusing account and 1 in the suspended one, plus 2 from the configuration and 1 from the example.
    expect(names).toHaveLength(300);
    expect(names).toContain('apps-002.eu-central-1.200000000002');
    expect(names.filter(name => name.includes(REFUSING))).toEqual([]);
    expect(names.filter(name => name.includes(SUSPENDED))).toEqual([]);
    const { body } = await host.get('/scopes');
    const accounts = body.items.filter(({ kind }: Scope) => kind === 'account');
    expect(accounts).toHaveLength(201);
  });

  it('takes a cluster name from the catalog only if the source is trusted, and never an account', async () => {
    const names = await clusters();
    expect(names).toContain('shop-one');
    expect(names).not.toContain('apps-001.eu-west-1.200000000001');
    expect(names).not.toContain('of-a-stranger');
    expect(names).not.toContain('beyond');
    const beyond = (await places()).find(({ place }) =>
      place.endsWith('/beyond'),
    );
    expect(beyond?.failure).toContain('999999999999');
    expect(
      callsSince(0).filter(({ target }) => target === '999999999999'),
    ).toEqual([]);
  });

  it('explains what failed and how to fix it, and keeps the other places', async () => {
    const failed = (await places()).filter(({ failure }) => failure);
    expect(failed.map(({ supplier, place }) => [supplier, place])).toEqual([
      ['catalog', 'resource:default/beyond'],
      ['eks', `${REFUSING}/eu-central-1`],
      ['eks', `${REFUSING}/eu-west-1`],
      ['ours', ''],
    ]);
    expect(failed[1]).toMatchObject({
      missingPermission: 'sts:AssumeRole',
      failure: expect.stringContaining('AccessDenied'),
      remediation: expect.stringContaining('aws.accountDefaults.roleName'),
    });
    expect(failed[3].failure).toBe('our register of clusters is down');
  });

  it('names the policy that denies an account or region and that no grant overrides', async () => {
    const account = host.sandbox.world.accounts.get('200000000002')!;
    const before = account.serviceControlPolicies;
    const document = {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: '*', Resource: '*' },
        {
          ...{ Sid: 'Regions', Effect: 'Deny', Resource: '*' },
          NotAction: ['iam:*', 'sts:*'],
          Condition: {
            StringNotEquals: { 'aws:RequestedRegion': 'eu-central-1' },
          },
        },
      ],
    };
    account.serviceControlPolicies = [
      [{ name: 'regions', document: JSON.stringify(document) }],
    ];
    await discover();
    account.serviceControlPolicies = before;
    const denied = (await places()).find(
      ({ place }) => place === '200000000002/eu-west-1',
    );
    await discover();
    expect(denied).toMatchObject({
      failure:
        'The backend may not call eks:ListClusters in account 200000000002, region eu-west-1. AWS answered: with an explicit deny in a service control policy.',
      missingPermission: 'eks:ListClusters',
      remediation:
        'Change the service control policy that denies the backend eks:ListClusters: its IAM policies cannot override it.',
    });
    expect((await places()).filter(({ failure }) => failure)).toHaveLength(4);
  });

  it('needs few calls overall, and a few per account', async () => {
    const place = host.sandbox.world.calls.count;
    await discover();
    const calls = callsSince(place);
    const listed = calls.filter(
      ({ operation }) => operation === 'ListClusters',
    );
    expect(listed).toHaveLength(200 * REGIONS.length);
    expect(calls.length).toBeLessThan(2.2 * listed.length);
    const rows = await knex('aws_budgets');
    expect(Math.max(...rows.map(({ used }) => used))).toBeLessThan(1500);
  });

  it('adds and removes a cluster without a restart', async () => {
    const { sandbox } = host;
    await sandbox.addCluster({
      name: 'Blue_Green',
      accountId: '200000000003',
      region: 'eu-west-1',
    });
    await sandbox.removeCluster('apps-002');
    await discover();
    const names = await clusters();
    expect(names).toHaveLength(300);
    expect(names).not.toContain('apps-002.eu-central-1.200000000002');
    const added = names.find(name => name.startsWith('blue-green-'));
    expect(added).toMatch(/^blue-green-[0-9a-f]{8}\.eu-west-1\.200000000003$/);
    const { body } = await host.get('/scopes');
    const ids = body.items.map(({ id }: Scope) => id);
    expect(ids).toContain(`cluster:${added}`);
    expect(ids).not.toContain('cluster:apps-002.eu-central-1.200000000002');
  });

  it('lists what a new cluster still lacks, before and after its first scan', async () => {
    const name = 'apps-003.eu-west-1.200000000003';
    const setup = async (): Promise<ClusterSetup> =>
      (await host.get(`/clusters/${name}/setup`)).body;
    const states = ({ steps }: ClusterSetup) =>
      Object.fromEntries(steps.map(({ id, state }) => [id, state]));
    const before = await setup();
    expect(before).toMatchObject({ source: 'discovered' });
    expect(states(before)).toEqual({
      'access-entry': 'unknown',
      rbac: 'unknown',
      'oidc-provider': 'unknown',
      'token-request': 'unknown',
      'namespace-rule': 'done',
    });
    expect(before.steps[0].commands?.[0]).toContain(
      '--principal-arn arn:aws:iam::200000000003:role/backstage-irsa',
    );

    // While the call budget of its account is exhausted, the state is unknown.
    const budget = () =>
      knex('aws_budgets').where({ account_id: '200000000003' });
    await budget().update({
      used: 1_000_000,
      window_ends_at: Date.now() + 60_000,
    });
    await knex('inventory_scopes').update({ due_at: Number.MAX_SAFE_INTEGER });
    await host.post(`/scopes/cluster:${name}/scans`, {});
    expect(states(await setup())).toMatchObject({ rbac: 'unknown' });
    await budget().update({ window_ends_at: 0 });
    await host.post(`/scopes/cluster:${name}/scans`, {});
    expect(states(await setup())).toMatchObject({
      'access-entry': 'unknown',
      rbac: 'missing',
    });

    const { clusters: all } = host.sandbox.world;
    all.get('apps-003')!.accessEntries.clear();
    await host.post(`/scopes/cluster:${name}/scans`, {});
    expect(states(await setup())).toMatchObject({
      'access-entry': 'missing',
      rbac: 'unknown',
    });
    const { body } = await host.get('/scopes');
    const scope = body.items.find((each: Scope) => each.name === name);
    expect(scope.reason).toContain('Usually the cluster has no access entry');
  });

  it('discovers clusters with the example of the documentation, which matches its code', async () => {
    expect(await clusters()).toContain('shop');
    const read = (path: string) =>
      readFileSync(resolve(__dirname, path), 'utf8');
    expect(read('../../../../docs/how-to/discover-clusters.md')).toContain(
      read('../__testUtils__/examples/clusterRegister.ts'),
    );
  });

  it('keeps known clusters while the organization does not respond', async () => {
    const { organization } = host.sandbox.world;
    delete host.sandbox.world.organization;
    await discover();
    expect(await clusters()).toHaveLength(300);
    expect(
      (await places()).find(({ supplier }) => supplier === 'organization'),
    ).toMatchObject({
      failure: expect.stringContaining('not a member of an organization'),
    });
    host.sandbox.world.organization = organization;
  });
});

it('leaves a new cluster to replicas that know it', async () => {
  const knex = await databases.init('SQLITE_3');
  const added = {
    ...{ name: 'new-one', eksName: 'new-one' },
    ...{ accountId: STAGING, region: 'eu-west-1' },
  };
  const clusters: (typeof added)[] = [];
  const replica = async (beside?: TestHost) => {
    const scheduler = mockServices.scheduler();
    const host = await startTestHost({
      beside,
      irsa: { scans: { enabled: true } },
      features: [
        ...[givenScheduler(scheduler), givenDatabase(knex)],
        supplierModule(async () => [{ place: 'register', clusters }]),
      ],
    });
    return { host, scheduler };
  };
  const first = await replica();
  const second = await replica(first.host);
  try {
    const { sandbox } = first.host;
    await sandbox.addCluster(added);
    clusters.push(added);
    await first.scheduler.triggerTask('irsa-discovery');
    await knex('inventory_scopes').update({ due_at: Number.MAX_SAFE_INTEGER });
    const scope = () => knex('inventory_scopes').where({ name: added.name });
    await scope().update({ due_at: 0 });

    await second.scheduler.triggerTask('irsa-scans-0');
    expect(await scope()).toMatchObject([
      { attempted_at: null, stale_since: null, due_at: 0 },
    ]);
    await second.scheduler.triggerTask('irsa-discovery-refresh');
    await second.scheduler.triggerTask('irsa-scans-0');
    expect(await scope()).not.toMatchObject([{ attempted_at: null }]);
  } finally {
    await second.host.stop();
    await first.host.stop();
  }
});
