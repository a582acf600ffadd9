import { checkTester } from '../../__testUtils__/checkTester';
import {
  ISSUER,
  PROVIDER_ARN,
  roleWith,
  trustOf,
} from '../../__testUtils__/observed';
import { check } from '../trust-policy';

const DUAL_STACK = ISSUER.replace(
  'oidc.eks.eu-west-1.amazonaws.com',
  'oidc-eks.eu-west-1.api.aws',
);

checkTester(check, [
  {
    name: 'dual-stack-issuer: the dual-stack host of the issuer',
    observed: { role: roleWith(trustOf({ issuer: DUAL_STACK })) },
    result: 'fail',
    fault: 'dual-stack-issuer',
    message: `by its dual-stack host, \`${DUAL_STACK}\`, which no token has`,
    remediation: 'aws iam update-assume-role-policy',
  },
  {
    name: 'dual-stack-issuer: the dual-stack host only in the condition keys',
    observed: {
      role: roleWith({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Federated: PROVIDER_ARN },
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: {
              StringEquals: {
                [`${DUAL_STACK}:sub`]:
                  'system:serviceaccount:production:orders',
              },
            },
          },
        ],
      }),
    },
    result: 'fail',
    fault: 'dual-stack-issuer',
    message: `has the condition key \`${DUAL_STACK}:sub\` of the issuer's dual-stack host`,
  },
  {
    name: 'old-issuer: the dual-stack host of another cluster',
    observed: {
      role: roleWith(trustOf({ issuer: `${DUAL_STACK}FF` })),
    },
    result: 'fail',
    fault: 'old-issuer',
    message: `names issuer \`${DUAL_STACK}FF\``,
  },
]);
