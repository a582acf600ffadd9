import { AwsError } from '../protocol/error';
import { bucketAccess, requireBucket } from './buckets';
import { noSuchBucketPolicy, shownBucketPolicy } from './bucketPolicies';
import type { S3Operation } from './operation';

export const getBucketPolicy: S3Operation = {
  name: 'GetBucketPolicy',
  write: false,
  method: 'GET',
  level: 'bucket',
  subresource: 'policy',
  access: input => bucketAccess('s3:GetBucketPolicy', input),
  run: (input, { caller, world }) => {
    const bucket = requireBucket(world, input.bucket);
    // S3 rejects this even if a policy allows it ("GetBucketPolicy", Amazon S3 API Reference).
    if (caller.account.id !== bucket.accountId) {
      throw new AwsError(
        'MethodNotAllowed',
        405,
        'The specified method is not allowed against this resource.',
      );
    }
    const policy = shownBucketPolicy(world, bucket);
    if (policy === undefined) {
      throw noSuchBucketPolicy();
    }
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: policy,
    };
  },
};
