import { bucketAccess, emptyResponse, requireBucket } from './buckets';
import { setBucketPolicy } from './bucketPolicies';
import type { S3Operation } from './operation';

export const putBucketPolicy: S3Operation = {
  name: 'PutBucketPolicy',
  write: true,
  method: 'PUT',
  level: 'bucket',
  subresource: 'policy',
  access: input => bucketAccess('s3:PutBucketPolicy', input),
  run: (input, { world }) => {
    const bucket = requireBucket(world, input.bucket);
    setBucketPolicy(world, bucket, input.body.toString('utf8'));
    return emptyResponse(204);
  },
};
