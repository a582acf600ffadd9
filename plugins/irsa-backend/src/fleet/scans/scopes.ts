import { partitionOf } from '@backstage-irsa/core/arn';
import type { IrsaConfig } from '../../config/types';
import type { ClusterConfig } from '@backstage-irsa/core/model';
import type { ScopeDescription } from '../store/inventory/ScopeStore';

/** Returns the scope ID of a cluster. */
export function clusterScope(name: string): string {
  return `cluster:${name}`;
}

/** Returns the scope ID of an account. */
export function accountScope(accountId: string): string {
  return `account:${accountId}`;
}

/** An account, with the region and partition in which to call AWS. */
export interface AccountPlace {
  accountId: string;
  region: string;
  partition: string;
}

/** Returns where to call IAM for an account. Any region of the partition works: a cluster's in the account, otherwise the first cluster's. */
export function accountPlace(
  accountId: string,
  clusters: ClusterConfig[],
): AccountPlace {
  const [{ region } = { region: 'us-east-1' }] = [
    ...clusters.filter(cluster => cluster.accountId === accountId),
    ...clusters,
  ];
  return { accountId, region, partition: partitionOf(region).id };
}

/** Returns the scopes to scan, accounts first: cluster scans need their data. */
export function scopesOf({
  accounts = [],
  clusters,
}: IrsaConfig): ScopeDescription[] {
  return [
    ...accounts.map(accountId => ({
      id: accountScope(accountId),
      kind: 'account' as const,
      name: accountId,
      account_id: accountId,
      region: null,
    })),
    ...clusters.map(({ name, accountId, region }) => ({
      id: clusterScope(name),
      kind: 'cluster' as const,
      name,
      account_id: accountId,
      region,
    })),
  ];
}
