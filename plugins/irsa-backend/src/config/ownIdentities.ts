import type { Config } from '@backstage/config';
import {
  isNamespaceName,
  type ClusterAccess,
  type ClusterConfig,
} from '@backstage-irsa/core/model';
import { readFileSync } from 'node:fs';

/** Source: "Accessing the Kubernetes API from a Pod", Kubernetes documentation. */
const FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * Where AWS finds tokens of the pod's ServiceAccount, by IRSA and by EKS Pod Identity.
 * Source: "Container credential provider" and "Assume role credential provider", AWS SDKs and Tools Reference Guide.
 */
const TOKEN_FILES = [
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
];

/** The token of the pod that this process runs in; undefined outside a pod, and in one that gets none for Kubernetes. */
function readOwnToken(): string | undefined {
  return readText(`${FOLDER}/token`);
}

/**
 * The namespace of the pod that this process runs in, by the files that Kubernetes and AWS put there; undefined outside a pod, and in one that has none
 * of them.
 */
export function namespaceOfPod(): string | undefined {
  const files = TOKEN_FILES.flatMap(name => process.env[name] ?? []);
  const accounts = files.flatMap(
    file => serviceAccountOf(readText(file) ?? '') ?? [],
  );
  return readText(`${FOLDER}/namespace`) ?? accounts[0]?.split('/')[0];
}

/** The ServiceAccount of a token, as `namespace/name`. The token is our own, so that its signature does not matter. */
function serviceAccountOf(token: string): string | undefined {
  try {
    const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url');
    const { sub } = JSON.parse(payload.toString('utf8'));
    const match = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(String(sub));
    return match ? `${match[1]}/${match[2]}` : undefined;
  } catch {
    return undefined;
  }
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}

/** Names of roles, by account. */
export interface AccountRoles {
  byAccount: Record<string, string>;
  /** In all others. */
  byDefault?: string;
}

/** The names of the roles that the backend itself is: its pod's, those of the `aws` section, and those that request tokens. */
export function readOwnRoles(
  root: Config,
  clusters: ClusterConfig[],
): string[] {
  const { byAccount, byDefault } = readAccountRoles(root);
  const names = [
    ...Object.values(byAccount),
    byDefault,
    // By IRSA; EKS Pod Identity tells a pod of no role.
    process.env.AWS_ROLE_ARN?.split('/').pop(),
    ...roleNamesOf(clusters),
  ];
  return [...new Set(names.filter(name => name !== undefined))];
}

/** The names of the roles that the `aws` section has the backend be in accounts. */
export function readAccountRoles(root: Config): AccountRoles {
  const accounts = root.getOptionalConfigArray('aws.accounts') ?? [];
  const byDefault = root.getOptionalString('aws.accountDefaults.roleName');
  return {
    byAccount: Object.fromEntries(
      accounts.flatMap(account => {
        const role = account.getOptionalString('roleName');
        return role === undefined
          ? []
          : [[account.getString('accountId'), role]];
      }),
    ),
    ...(byDefault !== undefined && { byDefault }),
  };
}

/** The names of the roles that request tokens in clusters. */
export function roleNamesOf(clusters: ClusterConfig[]): string[] {
  return clusters.flatMap(({ tokenRequestAccess: access }) =>
    access?.type === 'eks' ? access.roleArn.split('/').pop() ?? [] : [],
  );
}

/** The ServiceAccounts, as `namespace/name`, whose tokens the backend uses in a cluster. */
export function ownServiceAccounts(accesses: ClusterAccess[]): string[] {
  const tokens = accesses.flatMap(access => tokenOf(access) ?? []);
  return [...new Set(tokens.flatMap(token => serviceAccountOf(token) ?? []))];
}

function tokenOf(access: ClusterAccess): string | undefined {
  switch (access.type) {
    case 'service-account-token':
      return access.token;
    case 'in-cluster':
      return readOwnToken();
    default:
      return undefined;
  }
}

/**
 * The namespaces of a cluster that are Backstage's own: the configured one, those of the ServiceAccounts whose tokens it uses, and the one of the pod that
 * it runs in. That one is own in every cluster, for nothing in the pod tells which cluster it is.
 */
export function readOwnNamespaces(
  config: Config,
  key: string,
  serviceAccounts: string[],
): string[] {
  const configured = config.getOptionalString('backstageNamespace');
  if (configured !== undefined && !isNamespaceName(configured)) {
    throw new Error(
      `${key}.backstageNamespace is "${configured}", which is not the name of a Kubernetes namespace.`,
    );
  }
  const known = [
    configured,
    namespaceOfPod(),
    ...serviceAccounts.map(name => name.split('/')[0]),
  ];
  return [...new Set(known.filter(name => name !== undefined))];
}
