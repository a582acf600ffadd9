import { AwsError } from '../protocol/error';
import { bucketAccess, emptyResponse, requireBucket } from './buckets';
import type { S3Operation } from './operation';

export const deleteBucket: S3Operation = {
  name: 'DeleteBucket',
  write: true,
  method: 'DELETE',
  level: 'bucket',
  access: input => bucketAccess('s3:DeleteBucket', input),
  run: (input, { world }) => {
    const bucket = requireBucket(world, input.bucket);
    if (bucket.objects.size > 0) {
      throw new AwsError(
        'BucketNotEmpty',
        409,
        'The bucket you tried to delete is not empty',
      );
    }
    world.buckets.delete(bucket.name);
    return emptyResponse(204);
  },
};
