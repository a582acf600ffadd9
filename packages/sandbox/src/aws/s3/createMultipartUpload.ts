import { randomUUID } from 'node:crypto';
import { objectAccess, requireBucket, xmlResponse } from './buckets';
import { encryptionOf, requireObjectKeyUse } from './encryption';
import type { S3Operation } from './operation';

export const createMultipartUpload: S3Operation = {
  name: 'CreateMultipartUpload',
  write: true,
  method: 'POST',
  level: 'object',
  subresource: 'uploads',
  access: input => objectAccess('s3:PutObject', input),
  run: (input, context) => {
    const { bucket: name, key, headers } = input;
    const bucket = requireBucket(context.world, name);
    const encryption = encryptionOf(headers, bucket, context);
    requireObjectKeyUse(context, 'kms:GenerateDataKey', input, encryption);
    const id = randomUUID();
    bucket.uploads ??= new Map();
    bucket.uploads.set(id, {
      key,
      contentType: headers.get('content-type') ?? 'binary/octet-stream',
      parts: new Map(),
      ...(encryption && { encryption }),
    });
    return xmlResponse('InitiateMultipartUploadResult', {
      ...{ Bucket: name, Key: key, UploadId: id },
    });
  },
};
