import { escapeXml } from '../protocol/xml';
import { bucketAccess, requireBucket } from './buckets';
import type { S3Operation } from './operation';

export const getBucketLocation: S3Operation = {
  name: 'GetBucketLocation',
  write: false,
  method: 'GET',
  level: 'bucket',
  subresource: 'location',
  access: input => bucketAccess('s3:GetBucketLocation', input),
  run: (input, { world }) => {
    const { region } = requireBucket(world, input.bucket);
    const location = region === 'us-east-1' ? '' : escapeXml(region);
    return {
      status: 200,
      headers: { 'content-type': 'application/xml' },
      body: `<?xml version="1.0" encoding="UTF-8"?>\n<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${location}</LocationConstraint>`,
    };
  },
};
