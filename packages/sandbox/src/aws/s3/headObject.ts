import { objectAccess } from './buckets';
import type { S3Operation } from './operation';
import { readObject } from './readObject';

export const headObject: S3Operation = {
  name: 'HeadObject',
  write: false,
  method: 'HEAD',
  level: 'object',
  access: input => objectAccess('s3:GetObject', input),
  run: readObject,
};
