import type { ClusterConfig } from '@backstage-irsa/core/model';
import type { IrsaConfig } from '../../config/types';
import type { ChangedCluster } from './changedBy';

/** Returns the configured clusters for an EKS cluster; empty if it is not configured. */
export function clustersOf(
  { accountId, region, eksName }: ChangedCluster,
  { clusters }: Pick<IrsaConfig, 'clusters'>,
): ClusterConfig[] {
  return clusters.filter(
    cluster =>
      cluster.accountId === accountId &&
      cluster.region === region &&
      cluster.eksName === eksName,
  );
}
