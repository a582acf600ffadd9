import type { Config } from '@backstage/config';
import {
  isNamespaceName,
  type ClusterAccess,
  type ClusterConfig,
} from '@backstage-irsa/core/model';
import { readFileSync } from 'node:fs';

/** The folder with the files of the pod's ServiceAccount. Source: "Accessing the Kubernetes API from a Pod", Kubernetes documentation. */
const FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * The environment variables that name the token files of the pod's ServiceAccount, for IRSA and for EKS Pod Identity.
 * Source: "Container credential provider" and "Assume role credential provider", AWS SDKs and Tools Reference Guide.
 */
const TOKEN_FILES = [
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
];

/** Reads the token of the pod that this process runs in; undefined outside a pod, or if the pod has no Kubernetes token. */
function readOwnToken(): string | undefined {
  return readText(`${FOLDER}/token`);
}

/**
 * Returns the namespace of the pod that this process runs in, from the files that Kubernetes and AWS mount; undefined outside a pod, or if there are
 * no such files.
 */
export function namespaceOfPod(): string | undefined {
  const files = TOKEN_FILES.flatMap(name => process.env[name] ?? []);
  const accounts = files.flatMap(
    file => serviceAccountOf(readText(file) ?? '') ?? [],
  );
  return readText(`${FOLDER}/namespace`) ?? accounts[0]?.split('/')[0];
}

/** Returns the ServiceAccount of a token as `namespace/name`. Does not check the signature, because the token is the backend's own. */
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

/** Role names by account. */
export interface AccountRoles {
  byAccount: Record<string, string>;
  /** The role name in all other accounts. */
  byDefault?: string;
}

/**
 * Returns the names of the roles that the backend itself uses: the role of its pod, the roles of the `aws` section, and the roles that request
 * tokens.
 */
export function readOwnRoles(
  root: Config,
  clusters: ClusterConfig[],
): string[] {
  const { byAccount, byDefault } = readAccountRoles(root);
  const names = [
    ...Object.values(byAccount),
    byDefault,
    // Set by IRSA. EKS Pod Identity does not tell a pod its role.
    process.env.AWS_ROLE_ARN?.split('/').pop(),
    ...roleNamesOf(clusters),
  ];
  return [...new Set(names.filter(name => name !== undefined))];
}

/** Reads the names of the roles that the backend assumes in accounts, according to the `aws` section. */
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

/** Returns the names of the roles that request tokens in clusters. */
export function roleNamesOf(clusters: ClusterConfig[]): string[] {
  return clusters.flatMap(({ tokenRequestAccess: access }) =>
    access?.type === 'eks' ? access.roleArn.split('/').pop() ?? [] : [],
  );
}

/** Returns the ServiceAccounts, as `namespace/name`, whose tokens the backend uses in a cluster. */
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
 * Returns Backstage's own namespaces in a cluster: the configured one, those of the ServiceAccounts whose tokens it uses, and that of its pod. The
 * pod's namespace counts in every cluster, because the pod cannot determine its cluster.
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
