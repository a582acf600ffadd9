import { XMLParser } from 'fast-xml-parser';
import { AwsError } from '../protocol/error';
import { objectAccess, xmlResponse } from './buckets';
import { requireObjectKeyUse } from './encryption';
import { md5, requireUpload } from './multipart';
import type { S3Operation } from './operation';
import { child } from './xml';

export const completeMultipartUpload: S3Operation = {
  name: 'CompleteMultipartUpload',
  write: true,
  method: 'POST',
  level: 'object',
  subresource: 'uploadId',
  access: input => objectAccess('s3:PutObject', input),
  run: (input, context) => {
    const { bucket, id, upload } = requireUpload(input, context);
    const { encryption, contentType } = upload;
    requireObjectKeyUse(context, 'kms:Decrypt', input, encryption);
    const parts = partNumbers(input.body).map(number => {
      const part = upload.parts.get(number);
      if (part) return part;
      throw new AwsError(
        'InvalidPart',
        400,
        "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
      );
    });
    const digest = md5(Buffer.concat(parts.map(md5))).toString('hex');
    const etag = `"${digest}-${parts.length}"`;
    bucket.objects.set(input.key, {
      ...{ body: Buffer.concat(parts), contentType, etag },
      lastModified: context.now,
      ...(encryption && { encryption }),
    });
    bucket.uploads?.delete(id);
    return xmlResponse('CompleteMultipartUploadResult', {
      ...{ Bucket: bucket.name, Key: input.key, ETag: etag },
    });
  },
};

/** Returns the part numbers in the order in which the parts form the object. */
function partNumbers(body: Buffer): number[] {
  const sent: unknown = new XMLParser().parse(body);
  const parts = child(child(sent, 'CompleteMultipartUpload'), 'Part') ?? [];
  return [parts].flat().map(part => Number(child(part, 'PartNumber')));
}
