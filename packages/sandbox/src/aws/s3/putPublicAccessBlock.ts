import { XMLParser } from 'fast-xml-parser';
import type { PublicAccessBlock } from '../../state/account';
import { bucketAccess, emptyResponse, requireBucket } from './buckets';
import type { S3Operation } from './operation';
import { SETTINGS } from './publicAccessBlock';
import { child } from './xml';

/** Reads the settings in a request body. Missing settings are off. */
export function readPublicAccessBlock(body: Buffer): PublicAccessBlock {
  const sent: unknown = new XMLParser({ parseTagValue: false }).parse(body);
  const configuration = child(sent, 'PublicAccessBlockConfiguration');
  return Object.fromEntries(
    SETTINGS.map(name => [name, child(configuration, name) === 'true']),
  );
}

export const putPublicAccessBlock: S3Operation = {
  name: 'PutPublicAccessBlock',
  write: true,
  method: 'PUT',
  level: 'bucket',
  subresource: 'publicAccessBlock',
  access: input => bucketAccess('s3:PutBucketPublicAccessBlock', input),
  run: (input, { world }) => {
    const bucket = requireBucket(world, input.bucket);
    bucket.publicAccessBlock = readPublicAccessBlock(input.body);
    return emptyResponse(200);
  },
};
