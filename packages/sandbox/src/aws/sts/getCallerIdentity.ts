import { queryOperation } from '../query/operation';

/** Needs no permission, and none can be removed. */
export const getCallerIdentity = queryOperation({
  name: 'GetCallerIdentity',
  write: false,
  input: {},
  run: (_input, { caller }) => ({
    Arn: caller.arn,
    UserId: caller.userId,
    Account: caller.account.id,
  }),
});
