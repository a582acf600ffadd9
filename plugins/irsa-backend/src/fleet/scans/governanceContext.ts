import { issuerHostPath } from '@backstage-irsa/core/arn';
import type { GovernanceContext } from '@backstage-irsa/core/findings';
import { found, unknown, type ClusterConfig } from '@backstage-irsa/core/model';
import type { IrsaConfig } from '../../config/types';
import type { ClusterReader } from '../../observe/aws/ClusterReader';
import type { ReadPart } from './unreadFindings';

/** Returns the context that governance checks need in addition to their subject. */
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

/** Returns the issuers of clusters without `https://`, as read from EKS within the last hour. A cluster that does not exist has none. */
async function readIssuers(
  clusters: ClusterReader,
  all: ClusterConfig[],
): Promise<Pick<GovernanceContext, 'issuers' | 'issuersComplete'>> {
  const read = await Promise.allSettled(
    all.map(config => clusters.issuer(config)),
  );
  const issuers: Record<string, string> = {};
  for (const [index, issuer] of read.entries()) {
    if (issuer.status === 'rejected' || issuer.value === undefined) continue;
    issuers[all[index].name] = issuerHostPath(issuer.value);
  }
  return {
    issuers,
    issuersComplete: read.every(({ status }) => status === 'fulfilled'),
  };
}

/** Returns whether the issuers of all clusters were read. */
export function issuersPart({
  issuersComplete,
}: Pick<GovernanceContext, 'issuersComplete'>): ReadPart {
  return {
    permissions: ['eks:DescribeCluster'],
    read: issuersComplete
      ? found(true)
      : unknown('The issuer of a cluster was not read.'),
  };
}
