import { emptyResponse, objectAccess } from './buckets';
import { requireUpload } from './multipart';
import type { S3Operation } from './operation';

export const abortMultipartUpload: S3Operation = {
  name: 'AbortMultipartUpload',
  write: true,
  method: 'DELETE',
  level: 'object',
  subresource: 'uploadId',
  access: input => objectAccess('s3:AbortMultipartUpload', input),
  run: (input, context) => {
    const { bucket, id } = requireUpload(input, context);
    bucket.uploads?.delete(id);
    return emptyResponse(204);
  },
};
