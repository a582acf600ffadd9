import {
  CoreV1Api,
  KubeConfig,
  RbacAuthorizationV1Api,
} from '@kubernetes/client-node';
import { writeFile } from 'node:fs/promises';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { irsaServiceAccountReadPermission as read } from '@backstage-irsa/plugin-irsa-common';
import type {
  AccessGraph,
  AccessList,
  Finding,
} from '@backstage-irsa/core/model';
import type { Sandbox } from '@backstage-irsa/sandbox';
import type { JsonObject } from '@backstage/types';
import { referenceAccess } from '../__testUtils__/referenceAccess';
import { SCOPES, startScanHost, type ScanHost } from '../__testUtils__/scans';
import {
  createIrsaServiceAccountConditionalDecision as decide,
  irsaServiceAccountConditions as only,
} from '@backstage-irsa/plugin-irsa-backend';

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };

/** Creates a ServiceAccount with full access to `prod-eu`. Returns its token. */
async function makePowerful(
  kubeconfig: string,
  name: string,
  namespace = 'platform',
): Promise<string> {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  config.setCurrentContext('prod-eu');
  const core = config.makeApiClient(CoreV1Api);
  const place = { name, namespace };
  await core.createNamespacedServiceAccount({
    namespace,
    body: { metadata: { name } },
  });
  await config.makeApiClient(RbacAuthorizationV1Api).createClusterRoleBinding({
    body: {
      metadata: { name: `powerful-${namespace}-${name}` },
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
        name: 'cluster-admin',
      },
      subjects: [{ kind: 'ServiceAccount', ...place }],
    },
  });
  const { status } = await core.createNamespacedServiceAccountToken({
    ...place,
    body: {
      spec: {
        audiences: ['https://kubernetes.default.svc'],
        expirationSeconds: 3600,
      },
    },
  });
  return status?.token ?? '';
}

/** Creates a kubeconfig file whose user is a ServiceAccount with full access to `prod-eu`. Returns its path. */
async function kubeconfigOf(kubeconfig: string, name: string): Promise<string> {
  const token = await makePowerful(kubeconfig, name);
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  config.setCurrentContext('prod-eu');
  const cluster = config.getCurrentCluster()!;
  const own = new KubeConfig();
  own.loadFromClusterAndUser(cluster, { name, token });
  const file = `${kubeconfig}-${name}`;
  await writeFile(file, own.exportConfig());
  return file;
}

/** Returns the configuration of both clusters. The backend accesses `prod-eu` as two ServiceAccounts of its own. */
async function clustersOf(
  sandbox: Sandbox,
  kubeconfig: string,
): Promise<JsonObject> {
  const { endpoint: url, certificateAuthority } =
    sandbox.world.clusters.get('prod-eu')!;
  const access = {
    type: 'service-account-token',
    url,
    caData: Buffer.from(certificateAuthority).toString('base64'),
    token: await makePowerful(kubeconfig, 'irsa-of-backstage'),
  };
  const region = 'eu-west-1';
  return {
    clusters: [
      {
        ...{ name: 'prod-eu', accountId: '111122223333', region, access },
        tokenRequestAccess: {
          type: 'kubeconfig',
          file: await kubeconfigOf(kubeconfig, 'requester-of-backstage'),
        },
      },
      {
        name: 'staging-eu',
        accountId: '444455556666',
        region,
        access: { type: 'kubeconfig', file: kubeconfig, context: 'staging-eu' },
      },
    ],
  };
}

describe('findings of scans about clusters and their nodes', () => {
  const permissions = mockServices.permissions.mock();
  let host: ScanHost;

  const given = (reading: PolicyDecision) => {
    permissions.authorize.mockImplementation(async requests =>
      requests.map(() => ({ result: AuthorizeResult.ALLOW })),
    );
    permissions.authorizeConditional.mockImplementation(async requests =>
      requests.map(() => reading),
    );
  };
  const findings = async (kind: string): Promise<Finding[]> => {
    const { status, body } = await host.get(
      `/findings?subjectKind=${kind}&limit=100`,
    );
    expect(status).toBe(200);
    expect(body.total).toBe(body.items.length);
    return body.items;
  };
  const clustersWith = async (kind: string) =>
    [
      ...new Set((await findings(kind)).map(({ subject }) => subject.cluster)),
    ].sort();

  beforeAll(async () => {
    given(ALLOW);
    host = await startScanHost(databases, {
      irsa: clustersOf,
      features: [permissions.factory],
    });
    await makePowerful(host.kubeconfig, 'omnipotent');
    await makePowerful(host.kubeconfig, 'requester-of-backstage', 'production');
    await host.scan(...SCOPES);
  });
  afterAll(() => host?.stop());

  it('keep what a scan could not read: the excess policies of a node role', async () => {
    const excess = async () => {
      const found = (await findings('node-role')).filter(
        ({ check, subject }) =>
          check === 'node-role-excess' && subject.cluster === 'prod-eu',
      );
      return found.map(({ id, state }) => [id, state]);
    };
    const nodeRole = async () =>
      (await host.get('/node-roles?cluster=prod-eu')).body.items[0];
    const before = await excess();
    expect(before).toEqual([[expect.any(String), 'open']]);
    expect(await nodeRole()).not.toHaveProperty('policiesReason');

    // The account could never be scanned, so the scan of the cluster reads the role itself.
    const account = host
      .knex('inventory_scopes')
      .where({ id: 'account:111122223333' });
    const { completed_at } = await account.clone().first();
    await account
      .clone()
      .update({ completed_at: null, stale_since: completed_at });
    const { accounts } = host.sandbox.world;
    const prod = accounts.get('111122223333')!;
    prod.serviceControlPolicies = [
      [
        {
          name: 'no-roles',
          document: JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Action: '*', Resource: '*' },
              { Effect: 'Deny', Action: 'iam:GetRole', Resource: '*' },
            ],
          }),
        },
      ],
    ];
    await host.scan('cluster:prod-eu');
    expect(await excess()).toEqual(before);
    expect(await nodeRole()).toMatchObject({
      excess: [],
      policiesReason: expect.stringContaining('iam:GetRole'),
    });

    prod.serviceControlPolicies = [];
    await account.clone().update({ completed_at, stale_since: null });
    await host.scan('cluster:prod-eu');
    expect(await excess()).toEqual(before);
    expect(await nodeRole()).not.toHaveProperty('policiesReason');
  });

  it('report who can use any ServiceAccount, except Backstage itself', async () => {
    given(ALLOW);
    const text = (await findings('cluster'))
      .filter(({ check }) => check === 'broad-service-account-access')
      .map(finding => JSON.stringify(finding))
      .join('\n');
    expect(text).toContain('platform/omnipotent');
    expect(text).not.toContain('irsa-of-backstage');
    expect(text).not.toContain('platform/requester-of-backstage');
    // The same name in another namespace is somebody else.
    expect(text).toContain('production/requester-of-backstage');
  });

  it('link workloads without a role to the role of their nodes, for callers who may read it', async () => {
    given(ALLOW);
    // The account is read again for the roles that clusters name.
    await host.scan('account:111122223333');
    const { body: workloads } = await host.get(
      '/fleet/workloads?identitySource=node-role&cluster=prod-eu&limit=1',
    );
    const [{ id, namespace }] = workloads.items;
    const graphOf = async (query: string): Promise<AccessGraph> => {
      const { status, body } = await host.get(`/access-graph?${query}`);
      expect(status).toBe(200);
      return body;
    };
    const place = `cluster=prod-eu&namespace=${namespace}`;
    const leadsTo = ({ nodes, edges }: AccessGraph) => {
      const from = nodes.find(({ objectId }) => objectId === id)?.id;
      const to = edges.filter(edge => edge.from === from).map(edge => edge.to);
      return nodes.filter(node => to.includes(node.id));
    };
    const [role] = leadsTo(await graphOf(place));
    expect(role).toMatchObject({
      kind: 'role',
      name: expect.stringMatching(/node/),
      objectId: expect.any(String),
    });
    expect(role.paths).toBeGreaterThan(0);
    const ofRole = await graphOf(`roleId=${role.objectId}`);
    expect(leadsTo(ofRole)).toEqual([expect.objectContaining({ id: role.id })]);

    given(decide(read, only.inNamespace({ namespaces: [namespace] })));
    expect(leadsTo(await graphOf(place))).toEqual([]);
  });

  describe('who can', () => {
    const ask = async (action: string, resource: string) => {
      const { status, body } = await host.get(
        `/access?limit=500&action=${action}&resource=${encodeURIComponent(
          resource,
        )}`,
      );
      expect(status).toBe(200);
      return body as AccessList;
    };
    const LOGO = 'arn:aws:s3:::shop-assets/logo.png';

    it.each([
      ['s3:GetObject', LOGO],
      ['s3:DeleteObject', LOGO],
      ['s3:GetObject', 'arn:aws:s3:::data-lake-curated/a'],
      ['s3:PutObject', 'arn:aws:s3:::orders-uploads/a'],
      ['iam:ListRoles', '*'],
    ])('lists all allowed principals for %s on %s', async (...asked) => {
      given(ALLOW);
      const [action, resource] = asked;
      const { items } = await ask(action, resource);
      const by = items
        .filter(({ decision }) => decision === 'allowed')
        .flatMap(({ roleArn, arn }) => roleArn ?? arn ?? []);
      const expected = referenceAccess(host.sandbox, { action, resource });
      expect([...new Set(by)].sort()).toEqual(expected);
    });

    it('names the path to each principal, for all kinds', async () => {
      given(ALLOW);
      const { items } = await ask('s3:GetObject', LOGO);
      const told = items.map(({ kind, name, through, conditions = [] }) =>
        [
          `${kind} ${name}`,
          ...through.map(step => `${step.kind} ${step.name}`),
          ...conditions,
        ].join(' > '),
      );
      expect(told).toEqual(
        expect.arrayContaining([
          'user ada > group developers',
          'user assets-upload',
          'role assets-thumbnails',
          'service lambda.amazonaws.com > role assets-thumbnails',
          'account Account 777788889999 > role partner-assets > only when sts:ExternalId is shop',
          'people Permission set Analyst > role AWSReservedSSO_Analyst_0123456789abcdef',
        ]),
      );
    });

    it('lists people of a permission set with what an access entry lets them do in the cluster', async () => {
      given(ALLOW);
      const { items } = await ask(
        's3:PutObject',
        'arn:aws:s3:::orders-uploads/a',
      );
      const [onCall] = items.filter(({ name }) => name.endsWith('OnCall'));
      expect(onCall).toMatchObject({
        kind: 'people',
        through: [
          {
            kind: 'binding',
            name: expect.stringContaining('RoleBinding production/on-call'),
          },
          {
            kind: 'service-account',
            name: expect.stringContaining('prod-eu/production/'),
          },
          { kind: 'role' },
        ],
      });
    });

    it('lists only pods for callers who may read a part of the fleet', async () => {
      given(decide(read, only.inCluster({ clusters: ['prod-eu'] })));
      const { kinds, items } = await ask('s3:GetObject', LOGO);
      expect(kinds.map(({ kind }) => kind)).toEqual(['pod']);
      expect(JSON.stringify(items)).not.toMatch(/ada|777788889999|lambda/);
    });
  });

  it.each(['cluster', 'node-role'])(
    'have no owner: those about a %s are shown to callers who may read everything, or the cluster',
    async kind => {
      given(ALLOW);
      const all = await findings(kind);
      expect(all.length).toBeGreaterThan(0);
      expect(all.flatMap(({ owners }) => owners)).toEqual([]);
      expect(await clustersWith(kind)).toContain('prod-eu');

      given(decide(read, only.inCluster({ clusters: ['prod-eu'] })));
      expect(await clustersWith(kind)).toEqual(['prod-eu']);

      for (const condition of [
        only.isEntityOwner({ claims: ['group:default/team'] }),
        only.inNamespace({ namespaces: ['production'] }),
        only.inCluster({ clusters: ['elsewhere'] }),
      ]) {
        given(decide(read, condition));
        expect(await findings(kind)).toEqual([]);
        for (const { id } of all) {
          expect((await host.get(`/findings/${id}`)).status).toBe(404);
        }
      }
    },
  );
});
