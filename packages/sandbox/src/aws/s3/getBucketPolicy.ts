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
  run: (input, { world }) => {
    const policy = shownBucketPolicy(world, requireBucket(world, input.bucket));
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
