import type { Bucket, BucketEncryption } from '../../state/world';
import { authorizeKey, keyRefusal, requireKey } from '../kms/keys';
import type { OperationContext } from '../operation';
import { AwsError } from '../protocol/error';
import type { S3Input } from './operation';

const HEADER = 'x-amz-server-side-encryption';

/** How a new object is encrypted: as its request says, else as the bucket does. Undefined for a key of S3's own. */
export function encryptionOf(
  headers: S3Input['headers'],
  { encryption }: Bucket,
): BucketEncryption | undefined {
  const algorithm = headers.get(HEADER);
  if (algorithm === undefined) return encryption;
  if (algorithm !== 'aws:kms' && algorithm !== 'aws:kms:dsse') return undefined;
  const keyId = headers.get(`${HEADER}-aws-kms-key-id`) ?? encryption?.keyId;
  return {
    algorithm,
    bucketKey: headers.get(`${HEADER}-bucket-key-enabled`) === 'true',
    ...(keyId !== undefined && { keyId }),
  };
}

/**
 * Throws `AccessDenied`, in the words of KMS, unless the caller may use the key that an object is encrypted with. S3 asks KMS in the caller's
 * name. The key that AWS manages for S3 lets in everybody of the bucket's account who may use the bucket.
 *
 * Source: "Using server-side encryption with AWS KMS keys (SSE-KMS)", Amazon S3 User Guide.
 */
export function requireKeyUse(
  context: OperationContext,
  action: 'kms:Decrypt' | 'kms:GenerateDataKey',
  { bucket: name, key: objectKey }: S3Input,
  encryption: BucketEncryption | undefined,
): void {
  const bucket = context.world.buckets.get(name);
  const keyId = encryption?.keyId;
  if (!bucket || !encryption || keyId === undefined) return;
  const owner = context.world.accounts.get(bucket.accountId);
  if (!owner) return;
  const { region } = bucket;
  const found = requireKey(context.world, { account: owner, region }, keyId);
  const bucketArn = `arn:aws:s3:::${name}`;
  const verdict = authorizeKey(context, found, {
    action,
    context: {
      'kms:ViaService': `s3.${region}.amazonaws.com`,
      'kms:EncryptionContextKeys': ['aws:s3:arn'],
      'kms:EncryptionContext:aws:s3:arn': encryption.bucketKey
        ? bucketArn
        : `${bucketArn}/${objectKey}`,
      'aws:CalledVia': ['s3.amazonaws.com'],
      'aws:ViaAWSService': 'true',
    },
  });
  if (!verdict.allowed) {
    throw new AwsError(
      'AccessDenied',
      403,
      keyRefusal(context, action, found, verdict.because),
    );
  }
}
