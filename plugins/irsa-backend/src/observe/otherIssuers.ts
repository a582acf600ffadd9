import { issuerHostPath } from '@backstage-irsa/core/arn';
import type { ClusterReader } from './aws/ClusterReader';
import type { ClusterConfig, Observation } from '@backstage-irsa/core/model';
import { readAws } from './read';

/**
 * Returns the issuers of the other clusters, without `https://`. A trust policy that names one of them refers to an existing cluster. Unknown if one
 * of the issuers is unknown.
 */
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
