import { emptyResponse, objectAccess } from './buckets';
import { requireObjectKeyUse } from './encryption';
import { md5, requireUpload } from './multipart';
import type { S3Operation } from './operation';

/** Uploads a part. S3 encrypts it with the key of the upload, which S3 must decrypt first. */
export const uploadPart: S3Operation = {
  name: 'UploadPart',
  write: true,
  method: 'PUT',
  level: 'object',
  subresource: 'uploadId',
  access: input => objectAccess('s3:PutObject', input),
  run: (input, context) => {
    const { upload } = requireUpload(input, context);
    requireObjectKeyUse(context, 'kms:Decrypt', input, upload.encryption);
    upload.parts.set(Number(input.query.get('partNumber')), input.body);
    return emptyResponse(200, { etag: `"${md5(input.body).toString('hex')}"` });
  },
};
