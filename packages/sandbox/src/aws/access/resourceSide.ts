import type { NamedPolicy } from '@backstage-irsa/iam-policy';
import type { Access } from '../../state/calls';
import type { Bucket, World } from '../../state/world';
import { findKey, grantsOnly, policyWithGrants } from '../kms/keyPolicies';
import { effectiveBlock, isPublic } from '../s3/publicAccessBlock';
import { namedPolicy } from './policies';
import { shownPolicy } from './policyPrincipals';

/** The account that owns a resource, and the policies that apply to the resource. */
export interface ResourceSide {
  resourceAccount: string;
  resourcePolicy?: NamedPolicy;
  /** The resource control policies to evaluate instead of those of the account's organization. */
  resourceControlPolicies?: NamedPolicy[][];
}

/**
 * Returns the account and policy of a bucket, an object, a KMS key, or any other resource with a policy; undefined for a resource that the sandbox
 * does not have.
 */
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
    // CreateBucket is about a bucket that does not exist yet. The bucket with this name can belong to another account.
    return bucket && action !== 's3:CreateBucket'
      ? side(bucket.accountId, bucketPolicy(world, bucket, callerAccount))
      : undefined;
  }
  const found = findKey(world, resource);
  if (found) {
    const { account, key } = found;
    return {
      ...side(
        account.id,
        action === 'kms:RetireGrant' ? grantsOnly(key) : policyWithGrants(key),
      ),
      // RCPs do not limit AWS managed keys ("Resource control policies", AWS Organizations User Guide).
      ...(key.isAwsManaged && { resourceControlPolicies: [] }),
    };
  }
  const other = world.resources.get(resource);
  return other && side(other.accountId, other.policy);
}

/**
 * Returns the policy of a bucket. A public policy does not apply to other accounts while `RestrictPublicBuckets` is on.
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
