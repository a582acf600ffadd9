import { emptyResponse, xmlResponse } from './buckets';
import type { S3Operation } from './operation';
import { noSuchPublicAccessBlock } from './publicAccessBlock';
import { readPublicAccessBlock } from './putPublicAccessBlock';

const OF_ACCOUNT = {
  level: 'account',
  subresource: 'publicAccessBlock',
} as const;

/** Of the caller's account, in the S3 Control API; the account of the header `x-amz-account-id` must be that. */
export const getAccountPublicAccessBlock: S3Operation = {
  ...OF_ACCOUNT,
  name: 'GetAccountPublicAccessBlock',
  write: false,
  method: 'GET',
  access: () => ({ action: 's3:GetAccountPublicAccessBlock', resource: '*' }),
  run: (_input, { caller: { account } }) => {
    if (!account.publicAccessBlock) throw noSuchPublicAccessBlock();
    return xmlResponse('PublicAccessBlockConfiguration', {
      ...account.publicAccessBlock,
    });
  },
};

export const putAccountPublicAccessBlock: S3Operation = {
  ...OF_ACCOUNT,
  name: 'PutAccountPublicAccessBlock',
  write: true,
  method: 'PUT',
  access: () => ({ action: 's3:PutAccountPublicAccessBlock', resource: '*' }),
  run: ({ body }, { caller: { account } }) => {
    account.publicAccessBlock = readPublicAccessBlock(body);
    return emptyResponse(201);
  },
};
