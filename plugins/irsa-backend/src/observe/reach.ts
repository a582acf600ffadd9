import type { AwsClients } from './aws/AwsClients';
import {
  type ClusterConfig,
  type Grant,
  absent,
  type Observed,
  type ObservedRolePolicies,
  valueOf,
} from '@backstage-irsa/core/model';
import type { OrganizationReader } from '@backstage-irsa/core/organization';
import { accountIdOf, parseRoleArn } from '@backstage-irsa/core/arn';
import { readAssumedRoles } from './assumedRoles';
import { readBuckets } from './buckets';
import type { IamReaders } from './IamReaders';
import { readPermits } from './permits';
import { organizationsAsked } from './organizationsAsked';
import type { EncryptionReader } from './resources';

/** The role's policies, and those of the target role behind it, with what stands in the way of the last of them elsewhere: the buckets and the further roles that they name, the keys of what grants name and, asked only live, the organization. */
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
    encryptions: EncryptionReader;
    /** Of the association that gives the role, where one does. */
    targetRoleArn?: string;
  },
): Promise<
  ObservedRolePolicies &
    Pick<
      Observed,
      | 'target'
      | 'buckets'
      | 'resources'
      | 'permits'
      | 'organizations'
      | 'assumedRoles'
    >
> {
  const { config, iam, live, grants, encryptions, targetRoleArn } = reach;
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
  const [organization, buckets, resources, permits, assumedRoles] =
    await Promise.all([
      reach.organizations.current(),
      readBuckets(aws, { accountIds, region }, { policies, encryptions }),
      encryptions.ofGrants(accountId, grants),
      live
        ? readPermits(aws.iam(accountId, region), policies, {
            accountId,
            region,
          })
        : absent<never>(),
      readAssumedRoles(aws, config, { grants, policies, targetRoleArn }),
    ]);
  return {
    ...associated,
    ...(target && { target }),
    buckets,
    resources,
    permits,
    organizations: organizationsAsked(
      organization,
      policies,
      { accountId, region },
      [
        reach.accountId,
        ...(valueOf(assumedRoles) ?? []).map(({ arn }) => accountIdOf(arn)),
      ],
    ),
    assumedRoles,
  };
}
