import { bucketAccess, requireBucket, xmlResponse } from './buckets';
import type { S3Operation } from './operation';

/** Since 2023 a bucket without a configuration of its own answers with that of S3 (SSE-S3). */
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
