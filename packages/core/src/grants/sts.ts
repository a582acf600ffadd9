import { allow } from './utils/allow';
import { namedBy } from './utils/resourceName';
import type { GrantDefinition } from './types';

/** Tags of a session that go on into the next one, as those of EKS Pod Identity do, have to be allowed beside it. */
const ACTIONS = ['sts:AssumeRole', 'sts:TagSession'];

/** One further role, in any account, that the service may assume with its own ("role chaining"): that role must trust it too. */
export const sts: GrantDefinition = {
  service: 'sts',
  title: 'STS',
  resourceLabel: 'role ARN',
  // Source: "IAM identifiers", IAM User Guide; narrower in what a path may hold.
  checkResource: namedBy(
    /^(?=.{1,600}$)arn:aws(-[a-z]{1,8}){0,2}:iam::\d{12}:role\/([\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/,
    {
      rule: 'role-arn',
      noun: 'Role',
      says: 'the whole ARN of one role, such as arn:aws:iam::111122223333:role/shared/reports, without wildcards',
    },
  ),
  access: {
    'assume-role': {
      description: 'assume the role',
      statements: role => [allow(ACTIONS, role)],
    },
  },
};
