import { objectAccess } from './buckets';
import type { S3Operation } from './operation';
import { readObject } from './readObject';

export const getObject: S3Operation = {
  name: 'GetObject',
  write: false,
  method: 'GET',
  level: 'object',
  access: input => objectAccess('s3:GetObject', input),
  run: readObject,
};
