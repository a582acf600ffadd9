import { bucketAccess, emptyResponse, requireBucket } from './buckets';
import type { S3Operation } from './operation';

export const headBucket: S3Operation = {
  name: 'HeadBucket',
  write: false,
  method: 'HEAD',
  level: 'bucket',
  access: input => bucketAccess('s3:ListBucket', input),
  run: (input, { world }) =>
    emptyResponse(200, {
      'x-amz-bucket-region': requireBucket(world, input.bucket).region,
    }),
};
