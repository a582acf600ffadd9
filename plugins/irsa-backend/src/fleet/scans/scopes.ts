import { partitionOf } from '@backstage-irsa/core/arn';
import type { IrsaConfig } from '../../config/types';
import type { ClusterConfig } from '@backstage-irsa/core/model';
import type { ScopeDescription } from '../store/inventory/ScopeStore';

/** The id of the scope that is a cluster. */
export function clusterScope(name: string): string {
  return `cluster:${name}`;
}

/** The id of the scope that is an account. */
export function accountScope(accountId: string): string {
  return `account:${accountId}`;
}

/** An account, and where it is asked. */
export interface AccountPlace {
  accountId: string;
  region: string;
  partition: string;
}

/** Any region of the partition will do for IAM: that of a cluster in the account, or else of the first one. */
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

/** What is to be scanned, accounts first: clusters need what is known of them. */
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
