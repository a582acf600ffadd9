import { emptyResponse, objectAccess, requireBucket } from './buckets';
import type { S3Operation } from './operation';

/** Deletes an object. Deleting a key that does not exist changes nothing. */
export const deleteObject: S3Operation = {
  name: 'DeleteObject',
  write: true,
  method: 'DELETE',
  level: 'object',
  access: input => objectAccess('s3:DeleteObject', input),
  run: (input, { world }) => {
    requireBucket(world, input.bucket).objects.delete(input.key);
    return emptyResponse(204);
  },
};
