import { globalRegionOf, parseArn } from '@backstage-irsa/core/arn';
import type {
  ClusterConfig,
  IamServiceAccount,
} from '@backstage-irsa/core/model';
import type { IrsaConfig } from './types';

/** A cluster that is no longer configured, with the data that records contain. Nothing in it is read or written. */
export interface FormerCluster extends Omit<ClusterConfig, 'access'> {
  /** Empty if unknown. */
  eksName: string;
  access?: undefined;
}

/**
 * Returns the cluster of a recorded IAM service account. It need not be configured, because deleting and cutting off AWS access must still be
 * possible.
 *
 * @param arns - the ARNs of the objects that were created in AWS for the IAM service account
 */
export function clusterOrFormer(
  { clusters }: Pick<IrsaConfig, 'clusters'>,
  { cluster: name, association }: IamServiceAccount,
  arns: string[],
): ClusterConfig | FormerCluster {
  const config = clusters.find(each => each.name === name);
  if (config) return config;
  const { accountId, region, resource } =
    parseArn(association?.arn ?? '') ?? {};
  const [, eksName] =
    /^podidentityassociation\/([^/]+)\//.exec(resource ?? '') ?? [];
  if (accountId && region && eksName) {
    return { name, eksName, accountId, region };
  }
  const [made] = arns.flatMap(arn => parseArn(arn) ?? []);
  return {
    ...{ name, eksName: '', accountId: made?.accountId ?? '' },
    // IAM has one endpoint for each partition.
    region: globalRegionOf(made?.partition ?? 'aws'),
  };
}
