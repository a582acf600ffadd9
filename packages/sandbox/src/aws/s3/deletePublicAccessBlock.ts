import { bucketAccess, emptyResponse, requireBucket } from './buckets';
import type { S3Operation } from './operation';

export const deletePublicAccessBlock: S3Operation = {
  name: 'DeletePublicAccessBlock',
  write: true,
  method: 'DELETE',
  level: 'bucket',
  subresource: 'publicAccessBlock',
  access: input => bucketAccess('s3:PutBucketPublicAccessBlock', input),
  run: (input, { world }) => {
    delete requireBucket(world, input.bucket).publicAccessBlock;
    return emptyResponse(204);
  },
};
