import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CoreV1Api,
  KubeConfig,
  loadAllYaml,
  RbacAuthorizationV1Api,
  type V1ClusterRole,
} from '@kubernetes/client-node';
import type { Entity } from '@backstage/catalog-model';
import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';
import type { Sandbox } from '@backstage-irsa/sandbox';
import { startTestHost, type TestHost } from './host';

/** The account of `prod-eu`. */
export const PROD = '111122223333';
/** Of the IAM user of the backend. */
export const KEYS = {
  accessKeyId: 'AKIABACKSTAGE0000001',
  secretAccessKey: 'backstage-secret-of-this-test',
};
const README = readFileSync(join(__dirname, '../../README.md'), 'utf8');

/** The n-th block of a language in the README. */
export function block(language: string, index: number): string {
  const blocks = [...README.matchAll(/```(\w+)\n([\s\S]*?)```/g)].filter(
    ([, name]) => name === language,
  );
  return blocks[index][2];
}

/** The IAM policy of the README. */
export const policy: PolicyDocument = JSON.parse(block('json', 0));
/** The ClusterRoles of the README. */
export const clusterRoles: V1ClusterRole[] = loadAllYaml(block('yaml', 1));

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
export async function startWith(
  document: PolicyDocument,
  narrow = ['backstage-irsa-writer'],
  entities: () => Entity[] = () => [],
): Promise<TestHost> {
  return startTestHost({
    entities,
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

/** The statements of the policy of the README. */
export const statements = [policy.Statement].flat();

/** The actions of a statement. */
export const actionsOf = ({ Action = [] }: Statement) => [Action].flat();
