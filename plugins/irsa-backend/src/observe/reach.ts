import type { AwsClients } from '../aws/AwsClients';
import type { ClusterConfig } from '../config/types';
import type { Grant } from '@backstage-irsa/plugin-irsa-common';
import { readAssumedRoles } from './assumedRoles';
import { readBuckets } from './buckets';
import { absent } from './observation';
import { readPermits } from './permits';
import type { Observed, ObservedRolePolicies } from './types';

/** The role's policies with what stands in their way elsewhere: the buckets and the further roles that they name and, asked only live, the organisation. */
export async function withReach(
  aws: AwsClients,
  reach: {
    policies: Promise<ObservedRolePolicies> | ObservedRolePolicies;
    /** Of the role. */
    accountId: string;
    config: ClusterConfig;
    live: boolean;
    grants: Grant[];
    /** Of the association that gives the role, where one does. */
    targetRoleArn?: string;
  },
): Promise<
  ObservedRolePolicies & Pick<Observed, 'buckets' | 'permits' | 'assumedRoles'>
> {
  const { accountId, config, live, grants, targetRoleArn } = reach;
  const { region } = config;
  const accounts = [...new Set([accountId, config.accountId])];
  const policies = await reach.policies;
  const [buckets, permits, assumedRoles] = await Promise.all([
    readBuckets(
      accounts.map(id => aws.s3(id, region)),
      policies,
    ),
    live ? readPermits(aws.iam(accountId, region), policies) : absent<never>(),
    readAssumedRoles(aws, config, { grants, policies, targetRoleArn }),
  ]);
  return { ...policies, buckets, permits, assumedRoles };
}
