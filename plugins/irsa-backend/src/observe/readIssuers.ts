import { issuerHostPath } from '@backstage-irsa/core/arn';
import {
  found,
  type ClusterConfig,
  type Observation,
} from '@backstage-irsa/core/model';
import type { ClusterReader } from './aws/ClusterReader';
import { readAws } from './read';

/** Returns the issuers of clusters, without `https://`. A cluster that does not exist has none. Unknown if one of the issuers is unknown. */
export async function readIssuers(
  clusters: ClusterReader,
  all: ClusterConfig[],
): Promise<Observation<string[]>> {
  const read = await Promise.all(
    all.map(cluster =>
      readAws('eks:DescribeCluster', async () => clusters.issuer(cluster)),
    ),
  );
  const issuers: string[] = [];
  for (const [index, issuer] of read.entries()) {
    if (issuer.state === 'unknown') {
      const { name } = all[index];
      return {
        ...issuer,
        reason: `The issuer of cluster ${name} was not read. ${issuer.reason}`,
      };
    }
    if (issuer.state === 'found' && issuer.value !== undefined) {
      issuers.push(issuerHostPath(issuer.value));
    }
  }
  return found(issuers);
}

/** Returns the issuers of the other clusters. A trust policy that names one of them refers to an existing cluster. */
export function readOtherIssuers(
  clusters: ClusterReader,
  all: ClusterConfig[],
  config: ClusterConfig,
): Promise<Observation<string[]>> {
  return readIssuers(
    clusters,
    all.filter(({ name }) => name !== config.name),
  );
}
