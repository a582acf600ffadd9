import { createHash } from 'node:crypto';
import type { Bucket, MultipartUpload } from '../../state/world';
import type { OperationContext } from '../operation';
import { AwsError } from '../protocol/error';
import { requireBucket } from './buckets';
import type { S3Input } from './operation';

export function md5(body: Buffer): Buffer {
  return createHash('md5').update(body).digest();
}

/** Returns the upload of `uploadId` and its bucket. Throws `NoSuchUpload`. */
export function requireUpload(
  { bucket: name, key, query }: S3Input,
  { world }: OperationContext,
): { bucket: Bucket; id: string; upload: MultipartUpload } {
  const bucket = requireBucket(world, name);
  const id = query.get('uploadId') ?? '';
  const upload = bucket.uploads?.get(id);
  if (upload?.key === key) return { bucket, id, upload };
  throw new AwsError(
    'NoSuchUpload',
    404,
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
  );
}
