import { bucketAccess, emptyResponse, requireBucket } from './buckets';
import type { S3Operation } from './operation';

export const deleteBucketPolicy: S3Operation = {
  name: 'DeleteBucketPolicy',
  write: true,
  method: 'DELETE',
  level: 'bucket',
  subresource: 'policy',
  access: input => bucketAccess('s3:DeleteBucketPolicy', input),
  run: (input, { world }) => {
    delete requireBucket(world, input.bucket).policy;
    return emptyResponse(204);
  },
};
