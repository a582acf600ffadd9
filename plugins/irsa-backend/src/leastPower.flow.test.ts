import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IAMClient, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CoreV1Api,
  KubeConfig,
  loadAllYaml,
  RbacAuthorizationV1Api,
  type V1ClusterRole,
} from '@kubernetes/client-node';
import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';
import type { Sandbox } from '@backstage-irsa/sandbox';
import { startTestHost, type TestHost } from './__testUtils__/host';
import { specOf } from './__testUtils__/specs';

const PROD = '111122223333';
const KEYS = {
  accessKeyId: 'AKIABACKSTAGE0000001',
  secretAccessKey: 'backstage-secret-of-this-test',
};
const README = readFileSync(join(__dirname, '../README.md'), 'utf8');

/** The n-th block of a language in the README. */
function block(language: string, index: number): string {
  const blocks = [...README.matchAll(/```(\w+)\n([\s\S]*?)```/g)].filter(
    ([, name]) => name === language,
  );
  return blocks[index][2];
}

const policy: PolicyDocument = JSON.parse(block('json', 0));
const clusterRoles: V1ClusterRole[] = loadAllYaml(block('yaml', 1));

/** An IAM user with exactly the policy of the README. */
function addUser(sandbox: Sandbox, document: PolicyDocument): void {
  sandbox.world.accounts.get(PROD)!.users.set('backstage', {
    arn: `arn:aws:iam::${PROD}:user/backstage`,
    id: 'AIDABACKSTAGE0000001',
    name: 'backstage',
    path: '/',
    createdAt: new Date(),
    accessKeys: [{ id: KEYS.accessKeyId, secret: KEYS.secretAccessKey }],
    attachedPolicyArns: [],
    inlinePolicies: new Map([['backstage', document]]),
  });
}

/** A ServiceAccount `backstage/<name>` with ClusterRoles of the README: some in the whole cluster, some in `production`. */
async function identity(
  kubeconfig: string,
  name: string,
  wide: string[],
  narrow: string[],
): Promise<string> {
  const admin = new KubeConfig();
  admin.loadFromFile(kubeconfig);
  const core = admin.makeApiClient(CoreV1Api);
  const rbac = admin.makeApiClient(RbacAuthorizationV1Api);
  const namespace = 'backstage';
  await core
    .createNamespace({ body: { metadata: { name: namespace } } })
    .catch(() => undefined);
  await core.createNamespacedServiceAccount({
    namespace,
    body: { metadata: { name } },
  });
  for (const role of clusterRoles) {
    await rbac.createClusterRole({ body: role }).catch(() => undefined);
  }
  const binding = (role: string) => ({
    metadata: { name: `${role}-${name}` },
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name: role,
    },
    subjects: [{ kind: 'ServiceAccount', name, namespace }],
  });
  for (const role of wide)
    await rbac.createClusterRoleBinding({ body: binding(role) });
  for (const role of narrow) {
    await rbac.createNamespacedRoleBinding({
      namespace: 'production',
      body: binding(role),
    });
  }
  const { status } = await core.createNamespacedServiceAccountToken({
    name,
    namespace,
    body: {
      spec: {
        audiences: ['https://kubernetes.default.svc'],
        expirationSeconds: 3600,
      },
    },
  });
  return status?.token ?? '';
}

/** The backend with the rights of the README, some of them left out. */
async function startWith(
  document: PolicyDocument,
  narrow = ['backstage-irsa-writer'],
): Promise<TestHost> {
  return startTestHost({
    aws: { accounts: [{ accountId: PROD, ...KEYS }] },
    irsa: async (sandbox, kubeconfig) => {
      addUser(sandbox, document);
      const { endpoint: url, certificateAuthority } =
        sandbox.world.clusters.get('prod-eu')!;
      const caData = Buffer.from(certificateAuthority).toString('base64');
      const access = { type: 'service-account-token', url, caData };
      return {
        clusters: [
          {
            name: 'prod-eu',
            accountId: PROD,
            region: 'eu-west-1',
            access: {
              ...access,
              token: await identity(
                kubeconfig,
                'irsa',
                ['backstage-irsa'],
                narrow,
              ),
            },
            prover: {
              ...access,
              token: await identity(
                kubeconfig,
                'prover',
                [],
                ['backstage-irsa-prover'],
              ),
            },
          },
        ],
        provisioning: { createNamespaces: false, createOidcProviders: false },
      };
    },
  });
}

/** Makes an IAM service account, and changes it in every way that the API offers. */
async function exercise(host: TestHost): Promise<number[]> {
  const { put, sandbox } = host;
  const statuses = [];
  for (const bucket of ['one', 'two', 'three', 'four', 'five', 'six']) {
    const grants = [
      { service: 's3', access: 'read', resource: `bucket-${bucket}` },
    ];
    statuses.push((await put(specOf({ grants }))).status);
  }
  const role = [...sandbox.world.accounts.get(PROD)!.roles.values()].find(
    ({ path }) => path === '/irsa/',
  );
  if (role) {
    role.trustPolicy = role.trustPolicy.replace(':production:', ':staging:');
    role.inlinePolicies.set('theirs', block('json', 0));
  }
  statuses.push((await put(specOf({ grants: [] }))).status);
  return [
    ...statuses,
    ...(await exercisePermissions(host)),
    await exerciseDeletion(host),
  ];
}

/** Asks of what was made everything that reads AWS. */
async function exercisePermissions({ get, post }: TestHost): Promise<number[]> {
  const { body } = await get('/service-accounts');
  const [{ id } = { id: 'none' }] = body.items;
  const requests = [
    { action: 's3:GetObject', resource: 'arn:aws:s3:::bucket-one/a' },
  ];
  const answers = [
    await post(`/service-accounts/${id}/simulations`, {
      requests,
      askAws: true,
    }),
    await post(`/service-accounts/${id}/last-accessed`, {}),
  ];
  return answers.map(({ status }) => status);
}

/** Deletes what was made, with its policy and what somebody left on the role. */
async function exerciseDeletion(host: TestHost): Promise<number> {
  await host.put(specOf());
  const { body } = await host.get('/service-accounts');
  const [{ id } = { id: 'none' }] = body.items;
  return (await host.delete(`/service-accounts/${id}`)).status;
}

const statements = [policy.Statement].flat();
const actionsOf = ({ Action = [] }: Statement) => [Action].flat();

const deniedCalls = ({ sandbox }: TestHost) =>
  sandbox.world.calls.all().filter(({ status }) => status === 403);

describe('with exactly the rights of the README', () => {
  let host: TestHost | undefined;
  afterEach(async () => {
    await host?.stop();
    host = undefined;
  });

  it('makes, changes and verifies', async () => {
    host = await startWith(policy);
    expect(await exercise(host)).toEqual(Array(10).fill(200));
    expect(deniedCalls(host)).toEqual([]);
    const { body } = await host.put(specOf());
    expect(body.verification.status).toBe('verified');
    expect(body.verification.liveProof.result).toBe('proved');
  }, 60_000);

  it('answers without the rights of what AWS reports, and names them', async () => {
    host = await startWith({
      ...policy,
      Statement: statements.filter(
        statement =>
          !actionsOf(statement).includes('iam:SimulatePrincipalPolicy'),
      ),
    });
    const { body } = await host.put(specOf());
    const path = `/service-accounts/${body.serviceAccount.id}`;
    const requests = [
      { action: 's3:PutObject', resource: 'arn:aws:s3:::my-app-uploads/a' },
    ];
    const simulated = await host.post(`${path}/simulations`, {
      requests,
      askAws: true,
    });
    expect(simulated.body.results[0]).toMatchObject({
      decision: 'Allowed',
      aws: {
        state: 'not-readable',
        message: 'The backend may not call iam:SimulatePrincipalPolicy.',
      },
    });
    const used = await host.post(`${path}/last-accessed`, {});
    expect(used.status).toBe(503);
    expect(used.body.error.message).toBe(
      'The backend may not call iam:GenerateServiceLastAccessedDetails.',
    );
  }, 60_000);

  it('names the right that keeps an inline policy from being read', async () => {
    const fewer = statements.map(statement => ({
      ...statement,
      Action: actionsOf(statement).filter(name => name !== 'iam:GetRolePolicy'),
    }));
    host = await startWith({ ...policy, Statement: fewer });
    await exercise(host);
    const { body } = await host.get('/service-accounts');
    const { body: permissions } = await host.get(
      `/service-accounts/${body.items[0].id}/permissions`,
    );
    expect(permissions.layers[0]).toEqual({
      layer: 'identity',
      state: 'not-read',
      reason: 'The backend may not call iam:GetRolePolicy.',
    });
  }, 60_000);

  it('may not touch the role of somebody else', async () => {
    host = await startWith(policy);
    const [role] = host.sandbox.world.accounts.get(PROD)!.roles.values();
    const iam = new IAMClient({
      endpoint: host.sandbox.awsEndpoint,
      region: 'eu-west-1',
      credentials: KEYS,
    });
    await expect(
      iam.send(
        new UpdateAssumeRolePolicyCommand({
          RoleName: role.name,
          PolicyDocument: role.trustPolicy,
        }),
      ),
    ).rejects.toMatchObject({ name: expect.stringMatching(/^AccessDenied/) });
  }, 60_000);

  it.each(statements.flatMap(actionsOf))(
    'needs %s',
    async action => {
      const fewer = statements
        .map(statement => ({
          ...statement,
          Action: actionsOf(statement).filter(name => name !== action),
        }))
        .filter(({ Action }) => Action.length > 0);
      host = await startWith({ ...policy, Statement: fewer });
      await exercise(host);
      expect(deniedCalls(host)).not.toEqual([]);
    },
    60_000,
  );

  it('needs the right to write in the namespace', async () => {
    host = await startWith(policy, []);
    const { status, body } = await host.put(specOf());
    expect(status).toBe(503);
    expect(body.error.message).toContain(
      'Create ServiceAccount production/uploads',
    );
    expect(body.error.message).toContain('answered 403');
  }, 60_000);
});
