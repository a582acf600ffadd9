import type { ClusterReader } from '../../observe/aws/ClusterReader';
import { type ClusterConfig, valueOf } from '@backstage-irsa/core/model';
import type { GovernanceContext } from '@backstage-irsa/core/findings';
import { readAws } from '../../observe/read';

/** The issuers of the configured clusters, as EKS says or said within the last minute. */
export async function readIssuers(
  clusters: ClusterReader,
  configured: ClusterConfig[],
): Promise<Pick<GovernanceContext, 'issuers' | 'issuersComplete'>> {
  const read = await Promise.all(
    configured.map(async config => {
      const cluster = await readAws('eks:DescribeCluster', () =>
        clusters.describe(config),
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
    issuersComplete: known.length === configured.length,
  };
}
