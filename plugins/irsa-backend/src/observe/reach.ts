import type { AwsClients } from './aws/AwsClients';
import {
  type ClusterConfig,
  type Grant,
  absent,
  type Observed,
  type ObservedRolePolicies,
} from '@backstage-irsa/core/model';
import type { OrganizationReader } from '@backstage-irsa/core/organization';
import { parseRoleArn } from '@backstage-irsa/core/arn';
import { readAssumedRoles } from './assumedRoles';
import { readBuckets } from './buckets';
import type { IamReaders } from './IamReaders';
import { readPermits } from './permits';
import { organizationsAsked } from './organizationsAsked';

/** The role's policies, and those of the target role behind it, with what stands in the way of the last of them elsewhere: the buckets and the further roles that they name and, asked only live, the organization. */
export async function withReach(
  aws: AwsClients,
  reach: {
    iam: IamReaders;
    policies: Promise<ObservedRolePolicies>;
    /** Of the role. */
    accountId: string;
    config: ClusterConfig;
    live: boolean;
    grants: Grant[];
    organizations: OrganizationReader;
    /** Of the association that gives the role, where one does. */
    targetRoleArn?: string;
  },
): Promise<
  ObservedRolePolicies &
    Pick<
      Observed,
      'target' | 'buckets' | 'permits' | 'organizations' | 'assumedRoles'
    >
> {
  const { config, iam, live, grants, targetRoleArn } = reach;
  const { region } = config;
  const targetAccount = parseRoleArn(targetRoleArn ?? '')?.accountId;
  const accountId = targetAccount ?? reach.accountId;
  const accountIds = [...new Set([accountId, config.accountId])];
  const [associated, target] = await Promise.all([
    reach.policies,
    targetRoleArn !== undefined && targetAccount !== undefined
      ? iam.roleOfArn(targetRoleArn)
      : undefined,
  ]);
  const policies = target ?? associated;
  const [organization, buckets, permits, assumedRoles] = await Promise.all([
    reach.organizations.current(),
    readBuckets(aws, { accountIds, region }, policies),
    live
      ? readPermits(aws.iam(accountId, region), policies, { accountId, region })
      : absent<never>(),
    readAssumedRoles(aws, config, { grants, policies, targetRoleArn }),
  ]);
  return {
    ...associated,
    ...(target && { target }),
    buckets,
    permits,
    organizations: organizationsAsked(organization, policies, {
      accountId,
      region,
    }),
    assumedRoles,
  };
}
