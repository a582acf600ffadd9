import type { ClusterConfig } from '@backstage-irsa/core/model';

/** Says in which account a permission is missing, where that is not the cluster's, which goes without saying. */
export function whereOf(
  accountId: string,
  cluster: Pick<ClusterConfig, 'accountId'>,
): string {
  return accountId === cluster.accountId ? '' : ` in account ${accountId}`;
}
