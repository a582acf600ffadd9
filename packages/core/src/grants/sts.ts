import { allow } from './utils/allow';
import { namedBy } from './utils/resourceName';
import type { GrantDefinition } from './types';

/** Transitive session tags, such as those of EKS Pod Identity, require `sts:TagSession` in addition. */
const ACTIONS = ['sts:AssumeRole', 'sts:TagSession'];

/** Access to assume one further role in any account with the service's own role ("role chaining"). The further role must trust it too. */
export const sts: GrantDefinition = {
  service: 'sts',
  title: 'STS',
  resourceLabel: 'role ARN',
  // Source: "IAM identifiers", IAM User Guide; allows fewer characters in a path.
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
