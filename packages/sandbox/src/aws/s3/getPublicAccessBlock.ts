import { bucketAccess, requireBucket, xmlResponse } from './buckets';
import type { S3Operation } from './operation';
import { noSuchPublicAccessBlock } from './publicAccessBlock';

export const getPublicAccessBlock: S3Operation = {
  name: 'GetPublicAccessBlock',
  write: false,
  method: 'GET',
  level: 'bucket',
  subresource: 'publicAccessBlock',
  access: input => bucketAccess('s3:GetBucketPublicAccessBlock', input),
  run: (input, { world }) => {
    const { publicAccessBlock } = requireBucket(world, input.bucket);
    if (!publicAccessBlock) throw noSuchPublicAccessBlock();
    return xmlResponse('PublicAccessBlockConfiguration', {
      ...publicAccessBlock,
    });
  },
};
