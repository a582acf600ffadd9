import { issuerHostPath } from '@backstage-irsa/core/arn';
import type { ClusterReader } from './aws/ClusterReader';
import type { ClusterConfig, Observation } from '@backstage-irsa/core/model';
import { readAws } from './read';

/** Issuers of the other clusters, without `https://`: a trust policy that speaks of one of them means a cluster that lives. Unknown when one of them is. */
export function readOtherIssuers(
  clusters: ClusterReader,
  all: ClusterConfig[],
  config: ClusterConfig,
): Promise<Observation<string[]>> {
  const others = all.filter(({ name }) => name !== config.name);
  return readAws('eks:DescribeCluster', () =>
    Promise.all(
      others.map(async cluster =>
        issuerHostPath(await clusters.issuer(cluster)),
      ),
    ),
  );
}
