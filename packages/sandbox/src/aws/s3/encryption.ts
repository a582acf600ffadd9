import type { Bucket, BucketEncryption } from '../../state/world';
import { requireKeyUse } from '../kms/keyUse';
import type { OperationContext } from '../operation';
import { AwsError } from '../protocol/error';
import type { S3Input } from './operation';

const HEADER = 'x-amz-server-side-encryption';

/**
 * Returns the encryption of a new object: the request's setting or, without one, the bucket's. Undefined for a key of S3 itself. If neither names a
 * key, it is the AWS managed key in the caller's account.
 *
 * Source: "Using SSE-KMS encryption for cross-account operations", Amazon S3 User Guide.
 */
export function encryptionOf(
  headers: S3Input['headers'],
  { encryption, region }: Bucket,
  { caller: { account } }: OperationContext,
): BucketEncryption | undefined {
  const managed = `arn:${account.partition}:kms:${region}:${account.id}:alias/aws/s3`;
  const algorithm = headers.get(HEADER);
  if (algorithm === undefined) {
    return encryption && { keyId: managed, ...encryption };
  }
  if (algorithm !== 'aws:kms' && algorithm !== 'aws:kms:dsse') return undefined;
  return {
    algorithm,
    bucketKey: headers.get(`${HEADER}-bucket-key-enabled`) === 'true',
    keyId:
      headers.get(`${HEADER}-aws-kms-key-id`) ?? encryption?.keyId ?? managed,
  };
}

/**
 * Throws `AccessDenied` with the message of KMS unless the caller can use the key of an object. S3 calls KMS on behalf of the caller.
 *
 * Source: "Using server-side encryption with AWS KMS keys (SSE-KMS)", Amazon S3 User Guide.
 */
export function requireObjectKeyUse(
  context: OperationContext,
  action: 'kms:Decrypt' | 'kms:GenerateDataKey',
  { bucket: name, key: objectKey }: S3Input,
  encryption: BucketEncryption | undefined,
): void {
  const bucket = context.world.buckets.get(name);
  if (!bucket || !encryption) return;
  const bucketArn = `arn:aws:s3:::${name}`;
  requireKeyUse(
    context,
    {
      service: 's3',
      resource: { ...bucket, keyId: encryption.keyId ?? 'alias/aws/s3' },
      encryptionContext: {
        'aws:s3:arn': encryption.bucketKey
          ? bucketArn
          : `${bucketArn}/${objectKey}`,
      },
      refused: ({ code, message }) =>
        code === 'AccessDeniedException'
          ? new AwsError('AccessDenied', 403, message)
          : new AwsError(`KMS.${code}`, 400, message),
    },
    [action],
  );
}
