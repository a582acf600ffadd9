import type { ClusterConfig } from '@backstage-irsa/core/model';

/** Returns a phrase that names the account of a missing permission. Empty for the cluster's own account, which is obvious. */
export function whereOf(
  accountId: string,
  cluster: Pick<ClusterConfig, 'accountId'>,
): string {
  return accountId === cluster.accountId ? '' : ` in account ${accountId}`;
}
