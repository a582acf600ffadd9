import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { irsaServiceAccountResourceRef } from './resource';

/** Whether its role lives, or is to live, in one of the accounts. */
export const inAccount = createPermissionRule({
  name: 'IN_ACCOUNT',
  description:
    'Allow for IAM service accounts whose role is in one of the AWS accounts',
  resourceRef: irsaServiceAccountResourceRef,
  paramsSchema: z.object({
    accounts: z.array(z.string()).describe('AWS account IDs of 12 digits'),
  }),
  apply: ({ accountId }, { accounts }) => accounts.includes(accountId),
  toQuery: ({ accounts }) => ({ field: 'accountId', anyOf: accounts }),
});
