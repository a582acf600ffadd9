import { objectAccess } from './buckets';
import { requireObjectKeyUse } from './encryption';
import type { S3Operation } from './operation';
import { readObject } from './readObject';

export const getObject: S3Operation = {
  name: 'GetObject',
  write: false,
  method: 'GET',
  level: 'object',
  access: input => objectAccess('s3:GetObject', input),
  run: (input, context) => {
    const response = readObject(input, context);
    const { world } = context;
    const object = world.buckets.get(input.bucket)?.objects.get(input.key);
    requireObjectKeyUse(context, 'kms:Decrypt', input, object?.encryption);
    return response;
  },
};
