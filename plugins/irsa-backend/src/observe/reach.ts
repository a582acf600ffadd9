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

/**
 * Reads the role's policies, those of the association's target role, and what else decides about the last of these roles: the buckets and further
 * roles that its policies name, the keys of the resources that grants name, and the organization. Simulates the organization's decisions in AWS only
 * if `live` is set.
 */
export async function withReach(
  aws: AwsClients,
  reach: {
    iam: IamReaders;
    policies: Promise<ObservedRolePolicies>;
    /** The account of the role. */
    accountId: string;
    config: ClusterConfig;
    live: boolean;
    grants: Grant[];
    organizations: OrganizationReader;
    encryptions: EncryptionReader;
    /** The target role of the association that gives the role, if any. */
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
