import type { ConditionBlock } from '@backstage-irsa/iam-policy';
import { checkTester } from '../__testUtils__/checkTester';
import { ISSUER, PROVIDER_ARN, roleWith } from '../__testUtils__/observed';
import { check } from './trust-scope';

const withConditions = (Condition?: ConditionBlock) => ({
  role: roleWith({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: PROVIDER_ARN },
        Action: 'sts:AssumeRoleWithWebIdentity',
        ...(Condition && { Condition }),
      },
    ],
  }),
});

checkTester(check, [
  { name: 'one subject', result: 'pass', message: 'names its ServiceAccounts' },
  {
    name: 'fault 31: no condition at all',
    observed: withConditions(),
    result: 'warn',
    fault: 31,
    message: 'any ServiceAccount of the cluster can be the role',
    remediation: `"${ISSUER}:sub": "system:serviceaccount:production:orders"`,
  },
  {
    name: 'fault 31: only the audience',
    observed: withConditions({
      StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com' },
    }),
    result: 'warn',
    fault: 31,
    message: 'no condition on the subject',
  },
  {
    name: 'fault 31: a wildcard for the namespace',
    observed: withConditions({
      StringLike: { [`${ISSUER}:sub`]: 'system:serviceaccount:*:orders' },
    }),
    result: 'warn',
    fault: 31,
    message: 'every subject like system:serviceaccount:*:orders',
  },
  {
    name: 'StringLike without a wildcard',
    observed: withConditions({
      StringLike: {
        [`${ISSUER}:sub`]: 'system:serviceaccount:production:orders',
      },
    }),
    result: 'pass',
    message: 'names its ServiceAccounts',
  },
]);
