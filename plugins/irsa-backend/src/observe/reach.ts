import type { AwsClients } from '../aws/AwsClients';
import { readBuckets } from './buckets';
import { absent } from './observation';
import { readPermits } from './permits';
import type { Observed, ObservedRolePolicies } from './types';

/** The role's policies with what stands in their way elsewhere: the buckets that they name and, asked only live, the organisation. */
export async function withReach(
  aws: AwsClients,
  reach: {
    policies: Promise<ObservedRolePolicies> | ObservedRolePolicies;
    accountId: string;
    region: string;
    live: boolean;
  },
): Promise<ObservedRolePolicies & Pick<Observed, 'buckets' | 'permits'>> {
  const { accountId, region, live } = reach;
  const policies = await reach.policies;
  const [buckets, permits] = await Promise.all([
    readBuckets(aws.s3(accountId, region), policies),
    live ? readPermits(aws.iam(accountId, region), policies) : absent<never>(),
  ]);
  return { ...policies, buckets, permits };
}
