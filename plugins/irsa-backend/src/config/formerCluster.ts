import { globalRegionOf, parseArn } from '@backstage-irsa/core/arn';
import type {
  ClusterConfig,
  IamServiceAccount,
} from '@backstage-irsa/core/model';
import type { IrsaConfig } from './types';

/** A cluster that is not in the configuration any more, as far as records tell of it. Nothing in it is read or written. */
export interface FormerCluster extends Omit<ClusterConfig, 'access'> {
  /** Empty where it is not known. */
  eksName: string;
  access?: undefined;
}

/**
 * The cluster of something that is recorded, for what has to be possible without it as well: to delete and to cut off what is in AWS.
 *
 * @param arns - what was made in AWS for the IAM service account
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
