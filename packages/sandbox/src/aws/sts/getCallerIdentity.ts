import { queryOperation } from '../query/operation';

/** Returns the caller's identity. It needs no permission, and no policy can deny it. */
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
