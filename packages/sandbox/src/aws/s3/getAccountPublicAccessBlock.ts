import { xmlResponse } from './buckets';
import type { S3Operation } from './operation';
import { noSuchPublicAccessBlock } from './publicAccessBlock';

/** Returns the Block Public Access settings of the caller's account (S3 Control API). The header `x-amz-account-id` names the same account. */
export const getAccountPublicAccessBlock: S3Operation = {
  name: 'GetPublicAccessBlock',
  write: false,
  method: 'GET',
  level: 'account',
  subresource: 'publicAccessBlock',
  access: () => ({ action: 's3:GetAccountPublicAccessBlock', resource: '*' }),
  run: (_input, { caller: { account } }) => {
    if (!account.publicAccessBlock) throw noSuchPublicAccessBlock();
    return xmlResponse('PublicAccessBlockConfiguration', {
      ...account.publicAccessBlock,
    });
  },
};
