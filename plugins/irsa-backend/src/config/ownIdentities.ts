import type { Config } from '@backstage/config';
import {
  isNamespaceName,
  type ClusterAccess,
  type ClusterConfig,
} from '@backstage-irsa/core/model';
import { readOwnNamespace, readOwnToken, serviceAccountOf } from './ownPod';

/** The names of the roles that the backend itself is: its pod's, those of the `aws` section, and those that request tokens. */
export function readOwnRoles(
  root: Config,
  clusters: ClusterConfig[],
): string[] {
  const accounts = root.getOptionalConfigArray('aws.accounts') ?? [];
  const names = [
    ...accounts.map(account => account.getOptionalString('roleName')),
    root.getOptionalString('aws.accountDefaults.roleName'),
    // By IRSA; EKS Pod Identity tells a pod of no role.
    process.env.AWS_ROLE_ARN?.split('/').pop(),
    ...clusters.map(({ tokenRequestAccess: access }) =>
      access?.type === 'eks' ? access.roleArn.split('/').pop() : undefined,
    ),
  ];
  return [...new Set(names.filter(name => name !== undefined))];
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
    readOwnNamespace(),
    ...serviceAccounts.map(name => name.split('/')[0]),
  ];
  return [...new Set(known.filter(name => name !== undefined))];
}
