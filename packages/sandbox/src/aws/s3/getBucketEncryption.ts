import { bucketAccess, requireBucket, xmlResponse } from './buckets';
import type { S3Operation } from './operation';

/** Returns the default encryption of a bucket. Since 2023, this is SSE-S3 for a bucket without its own configuration. */
export const getBucketEncryption: S3Operation = {
  name: 'GetBucketEncryption',
  write: false,
  method: 'GET',
  level: 'bucket',
  subresource: 'encryption',
  access: input => bucketAccess('s3:GetEncryptionConfiguration', input),
  run: (input, { world }) => {
    const { encryption } = requireBucket(world, input.bucket);
    return xmlResponse('ServerSideEncryptionConfiguration', {
      Rule: [
        {
          ApplyServerSideEncryptionByDefault: {
            SSEAlgorithm: encryption?.algorithm ?? 'AES256',
            ...(encryption?.keyId !== undefined && {
              KMSMasterKeyID: encryption.keyId,
            }),
          },
          BucketKeyEnabled: String(encryption?.bucketKey ?? false),
        },
      ],
    });
  },
};
