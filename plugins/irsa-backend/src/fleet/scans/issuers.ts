import type { ClusterReader } from '../../observe/aws/ClusterReader';
import { type ClusterConfig, valueOf } from '@backstage-irsa/core/model';
import type { GovernanceContext } from '@backstage-irsa/core/findings';
import { readAws } from '../../observe/read';

/** The issuers of clusters, as EKS says or said within the last hour. */
export async function readIssuers(
  clusters: ClusterReader,
  all: ClusterConfig[],
): Promise<Pick<GovernanceContext, 'issuers' | 'issuersComplete'>> {
  const read = await Promise.all(
    all.map(async config => {
      const cluster = await readAws('eks:DescribeCluster', () =>
        clusters.lately(config),
      );
      const issuer = valueOf(cluster)?.issuer.replace(/^https:\/\//, '');
      return [config.name, issuer] as const;
    }),
  );
  const known = read.flatMap(([name, issuer]) =>
    issuer === undefined ? [] : [[name, issuer] as const],
  );
  return {
    issuers: Object.fromEntries(known),
    issuersComplete: known.length === all.length,
  };
}
