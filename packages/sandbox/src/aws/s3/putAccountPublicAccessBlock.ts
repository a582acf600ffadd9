import { emptyResponse } from './buckets';
import type { S3Operation } from './operation';
import { readPublicAccessBlock } from './putPublicAccessBlock';

export const putAccountPublicAccessBlock: S3Operation = {
  name: 'PutPublicAccessBlock',
  write: true,
  method: 'PUT',
  level: 'account',
  subresource: 'publicAccessBlock',
  access: () => ({ action: 's3:PutAccountPublicAccessBlock', resource: '*' }),
  run: ({ body }, { caller: { account } }) => {
    account.publicAccessBlock = readPublicAccessBlock(body);
    return emptyResponse(201);
  },
};
