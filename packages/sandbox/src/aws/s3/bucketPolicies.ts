import {
  shownPolicy,
  statementsIn,
  takePolicy,
} from '../access/policyPrincipals';
import type { Bucket, World } from '../../state/world';
import { AwsError } from '../protocol/error';
import { accessDenied } from './errors';
import { effectiveBlock, isPublic } from './publicAccessBlock';

/** Returns the text of the bucket policy as S3 shows it. */
export function shownBucketPolicy(
  world: World,
  { policy }: Bucket,
): string | undefined {
  return policy && shownPolicy(world, policy);
}

/**
 * Replaces the bucket policy. Throws `MalformedPolicy` for an invalid policy, and `AccessDenied` for a public policy if Block Public Access blocks
 * it.
 */
export function setBucketPolicy(
  world: World,
  bucket: Bucket,
  text: string,
): void {
  const policy = takePolicy(
    world,
    text,
    (problem = 'Invalid principal in policy') => malformedPolicy(problem),
  );
  const bucketArn = `arn:aws:s3:::${bucket.name}`;
  for (const { Resource } of statementsIn(text)) {
    if (![Resource ?? []].flat().every(arn => isInBucket(arn, bucketArn))) {
      throw malformedPolicy('Policy has invalid resource');
    }
  }
  const block = world.accounts.get(bucket.accountId)?.publicAccessBlock;
  if (effectiveBlock(bucket, block).BlockPublicPolicy && isPublic(policy)) {
    throw accessDenied();
  }
  bucket.policy = policy;
}

function isInBucket(arn: string, bucketArn: string): boolean {
  return arn === bucketArn || arn.startsWith(`${bucketArn}/`);
}

function malformedPolicy(message: string): AwsError {
  return new AwsError('MalformedPolicy', 400, message);
}

/** Returns S3's error for a bucket without a policy. */
export function noSuchBucketPolicy(): AwsError {
  return new AwsError(
    'NoSuchBucketPolicy',
    404,
    'The bucket policy does not exist',
  );
}
