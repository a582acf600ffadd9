import type { Config } from '@backstage/config';
import { readOwnToken } from './ownPod';
import type { ClusterAccess, ClusterConfig } from './types';

/** The names of the roles that the backend itself assumes: those of the `aws` section, and those that request tokens. */
export function readOwnRoles(
  root: Config,
  clusters: ClusterConfig[],
): string[] {
  const accounts = root.getOptionalConfigArray('aws.accounts') ?? [];
  const names = [
    ...accounts.map(account => account.getOptionalString('roleName')),
    root.getOptionalString('aws.accountDefaults.roleName'),
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

/** The token is our own, so that its signature does not matter. */
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
