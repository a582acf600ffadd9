import type { GovernanceContext } from '@backstage-irsa/core/findings';
import { type ClusterConfig, valueOf } from '@backstage-irsa/core/model';
import type { IrsaConfig } from '../../config/types';
import type { ClusterReader } from '../../observe/aws/ClusterReader';
import { readAws } from '../../observe/read';

/** What every governance check knows beside its subject. */
export async function governanceContext(
  config: IrsaConfig,
  clusters: ClusterReader,
  now: Date,
): Promise<GovernanceContext> {
  const { unusedAfterDays, testAccounts } = config;
  return {
    now,
    unusedAfterDays,
    testEnvironments: {
      accounts: testAccounts,
      clusters: config.clusters
        .filter(({ accountId }) => testAccounts.includes(accountId))
        .map(({ name }) => name),
    },
    ...(await readIssuers(clusters, config.clusters)),
  };
}

/** The issuers of clusters, as EKS says or said within the last hour. */
async function readIssuers(
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
