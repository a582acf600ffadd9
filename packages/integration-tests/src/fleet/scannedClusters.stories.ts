import {
  CoreV1Api,
  KubeConfig,
  RbacAuthorizationV1Api,
} from '@kubernetes/client-node';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { irsaServiceAccountReadPermission as read } from '@backstage-irsa/plugin-irsa-common';
import type { AccessGraph, Finding } from '@backstage-irsa/core/model';
import type { Sandbox } from '@backstage-irsa/sandbox';
import type { JsonObject } from '@backstage/types';
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

/** A ServiceAccount that may do everything in `prod-eu`. Answers a token of it. */
async function makePowerful(kubeconfig: string, name: string): Promise<string> {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  config.setCurrentContext('prod-eu');
  const core = config.makeApiClient(CoreV1Api);
  const place = { name, namespace: 'platform' };
  await core.createNamespacedServiceAccount({
    namespace: 'platform',
    body: { metadata: { name } },
  });
  await config.makeApiClient(RbacAuthorizationV1Api).createClusterRoleBinding({
    body: {
      metadata: { name: `powerful-${name}` },
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

/** The configuration of both clusters, of which `prod-eu` is reached by our own ServiceAccount. */
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
      { name: 'prod-eu', accountId: '111122223333', region, access },
      {
        name: 'staging-eu',
        accountId: '444455556666',
        region,
        access: { type: 'kubeconfig', file: kubeconfig, context: 'staging-eu' },
      },
    ],
  };
}

describe('what scans find about clusters and their nodes', () => {
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
    await host.scan(...SCOPES);
  });
  afterAll(() => host?.stop());

  it('tells who can become any service, but not that we can', async () => {
    given(ALLOW);
    const text = (await findings('cluster'))
      .filter(({ check }) => check === 'broad-service-account-access')
      .map(finding => JSON.stringify(finding))
      .join('\n');
    expect(text).toContain('platform/omnipotent');
    expect(text).not.toContain('irsa-of-backstage');
  });

  it('leads workloads without a role of their own to those of their nodes, for those who may know of these', async () => {
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

  it.each(['cluster', 'node-role'])(
    'is nobody’s own: about a %s it is shown to those who may read all, or the cluster',
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
