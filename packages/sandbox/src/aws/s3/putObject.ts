import { createHash } from 'node:crypto';
import { AwsError } from '../protocol/error';
import { emptyResponse, objectAccess, requireBucket } from './buckets';
import { encryptionOf, requireObjectKeyUse } from './encryption';
import type { S3Operation } from './operation';

export const putObject: S3Operation = {
  name: 'PutObject',
  write: true,
  method: 'PUT',
  level: 'object',
  access: input => objectAccess('s3:PutObject', input),
  run: (input, context) => {
    const { bucket: name, key, headers, body } = input;
    const { world, now } = context;
    const bucket = requireBucket(world, name);
    if (headers.has('x-amz-copy-source')) {
      throw new AwsError(
        'NotImplemented',
        501,
        'A header you provided implies functionality that is not implemented',
      );
    }
    const md5 = createHash('md5').update(body).digest();
    const stated = headers.get('content-md5');
    if (stated !== undefined && stated !== md5.toString('base64')) {
      throw new AwsError(
        'BadDigest',
        400,
        'The Content-MD5 you specified did not match what we received.',
      );
    }
    const encryption = encryptionOf(headers, bucket, context);
    requireObjectKeyUse(context, 'kms:GenerateDataKey', input, encryption);
    const etag = `"${md5.toString('hex')}"`;
    bucket.objects.set(key, {
      body,
      contentType: headers.get('content-type') ?? 'binary/octet-stream',
      etag,
      lastModified: now,
      ...(encryption && { encryption }),
    });
    return emptyResponse(200, { etag });
  },
};
