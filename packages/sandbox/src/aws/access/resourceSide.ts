import type { NamedPolicy } from '@backstage-irsa/iam-policy';
import type { Access } from '../../state/calls';
import type { Bucket, World } from '../../state/world';
import { findKey, policyWithGrants } from '../kms/keyPolicies';
import { effectiveBlock, isPublic } from '../s3/publicAccessBlock';
import { namedPolicy } from './policies';
import { shownPolicy } from './policyPrincipals';

/** Whose a resource is, and the policy on it. */
export interface ResourceSide {
  resourceAccount: string;
  resourcePolicy?: NamedPolicy;
  /** Those of the account's organization, unless others count. */
  resourceControlPolicies?: NamedPolicy[][];
}

/** That of a bucket and its objects, of a key, or of any other resource with a policy; undefined for what the sandbox has not. */
export function resourceSide(
  world: World,
  { action, resource }: Pick<Access, 'action' | 'resource'>,
  callerAccount?: string,
): ResourceSide | undefined {
  const side = (resourceAccount: string, policy: string | undefined) => ({
    resourceAccount,
    ...(policy !== undefined && {
      resourcePolicy: namedPolicy(
        'resource policy',
        shownPolicy(world, policy),
      ),
    }),
  });
  const bucketName = /^arn:[^:]+:s3:::([^/*]+)/.exec(resource)?.[1];
  if (bucketName !== undefined) {
    const bucket = world.buckets.get(bucketName);
    // The bucket of that name may be anybody's: CreateBucket is about another, which is not there yet.
    return bucket && action !== 's3:CreateBucket'
      ? side(bucket.accountId, bucketPolicy(world, bucket, callerAccount))
      : undefined;
  }
  const found = findKey(world, resource);
  if (found) {
    const { account, key } = found;
    return {
      ...side(account.id, policyWithGrants(key)),
      // RCPs do not limit these ("Resource control policies", AWS Organizations User Guide).
      ...(key.isAwsManaged && { resourceControlPolicies: [] }),
    };
  }
  const other = world.resources.get(resource);
  return other && side(other.accountId, other.policy);
}

/**
 * The policy of a bucket, which counts for no other account while it is public and `RestrictPublicBuckets` is on.
 *
 * Source: "Blocking public access to your Amazon S3 storage", Amazon S3 User Guide.
 */
function bucketPolicy(
  world: World,
  bucket: Bucket,
  callerAccount: string | undefined,
): string | undefined {
  const { accountId, policy } = bucket;
  const block = world.accounts.get(accountId)?.publicAccessBlock;
  const isRestricted =
    callerAccount !== accountId &&
    policy !== undefined &&
    effectiveBlock(bucket, block).RestrictPublicBuckets &&
    isPublic(policy);
  return isRestricted ? undefined : policy;
}
