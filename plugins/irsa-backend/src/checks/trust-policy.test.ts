import type { ConditionBlock, Statement } from '@backstage-irsa/iam-policy';
import { checkTester } from '../__testUtils__/checkTester';
import {
  ISSUER,
  PROVIDER_ARN,
  roleWith,
  trustOf,
} from '../__testUtils__/observed';
import { check } from './trust-policy';

const SUBJECT = 'system:serviceaccount:production:orders';
const equals = {
  [`${ISSUER}:sub`]: SUBJECT,
  [`${ISSUER}:aud`]: 'sts.amazonaws.com',
};
const statement = (
  Condition: ConditionBlock,
  change: Partial<Statement> = {},
): Statement => ({
  Effect: 'Allow',
  Principal: { Federated: PROVIDER_ARN },
  Action: 'sts:AssumeRoleWithWebIdentity',
  Condition,
  ...change,
});
const roleOf = (...Statement: Statement[]) => ({
  role: roleWith({ Version: '2012-10-17', Statement }),
});
const OTHER = 'oidc.eks.eu-west-1.amazonaws.com/id/FFFFFFFF';

checkTester(check, [
  {
    name: 'exactly this one',
    result: 'pass',
    message: 'trusts production/orders',
  },
  {
    name: 'among several statements, in any form',
    observed: roleOf(
      statement({ StringEquals: { ...equals, [`${ISSUER}:sub`]: 'x' } }),
      statement(
        {
          StringLike: {
            [`${ISSUER}:sub`]: ['a', 'system:serviceaccount:production:*'],
          },
        },
        { Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'] },
      ),
    ),
    result: 'pass',
    message: 'trusts production/orders',
  },
  {
    name: 'fault 3: another namespace',
    observed: { role: roleWith(trustOf({ namespace: 'staging' })) },
    result: 'fail',
    message: /^Trust policy names namespace `staging`\.$/,
    remediation:
      'aws iam update-assume-role-policy --role-name orders-0a1b2c3d4e',
  },
  {
    name: 'fault 3: another ServiceAccount',
    observed: { role: roleWith(trustOf({ name: 'order' })) },
    result: 'fail',
    message: /^Trust policy names ServiceAccount `order`\.$/,
  },
  {
    name: 'fault 4: a wildcard under an exact operator',
    observed: roleOf(
      statement({
        StringEquals: {
          ...equals,
          [`${ISSUER}:sub`]: 'system:serviceaccount:production:*',
        },
      }),
    ),
    result: 'fail',
    message: 'under StringEquals, which takes it literally',
  },
  {
    name: "fault 5: the condition key carries the ARN's prefix",
    observed: roleOf(
      statement({ StringEquals: { [`${PROVIDER_ARN}:sub`]: SUBJECT } }),
    ),
    result: 'fail',
    message: "carries the ARN's prefix: it must be `oidc.eks",
  },
  {
    name: 'fault 2: the issuer of a cluster that is gone',
    observed: { role: roleWith(trustOf({ issuer: OTHER })) },
    result: 'fail',
    message: `names issuer \`${OTHER}\``,
  },
  {
    name: 'fault 6: the host of the issuer mistyped',
    observed: {
      role: roleWith(
        trustOf({
          issuer: ISSUER.replace('oidc.eks.eu-west-1', 'oidc.eu-west-1.eks'),
        }),
      ),
    },
    result: 'fail',
    message: 'names issuer `oidc.eu-west-1.eks',
  },
  {
    name: 'a key of another issuer under the right provider',
    observed: roleOf(
      statement({ StringEquals: { [`${OTHER}:sub`]: SUBJECT } }),
    ),
    result: 'fail',
    message: 'of another issuer',
  },
  {
    name: 'the provider of another account',
    observed: { role: roleWith(trustOf({ accountId: '999988887777' })) },
    result: 'fail',
    message: 'instead of `arn:aws:iam::111122223333:oidc-provider',
  },
  {
    name: 'another action',
    observed: roleOf(
      statement({ StringEquals: equals }, { Action: 'sts:AssumeRole' }),
    ),
    result: 'fail',
    message: 'allows `sts:AssumeRole` instead of',
  },
  {
    name: 'a principal that is no provider',
    observed: roleOf({
      Effect: 'Allow',
      Principal: { Service: 'ec2.amazonaws.com' },
      Action: 'sts:AssumeRole',
    }),
    result: 'fail',
    message: 'trusts `Service: ec2.amazonaws.com`',
  },
  {
    name: 'fault 36: a Deny',
    observed: roleOf(
      statement({ StringEquals: equals }),
      statement({ StringEquals: equals }, { Effect: 'Deny' }),
    ),
    result: 'fail',
    message: 'Statement 2 of the trust policy denies it',
    remediation: 'Keep the statements of other ServiceAccounts',
  },
  {
    name: 'fault 36: a condition that only a request of the pod shows',
    observed: roleOf(
      statement({
        StringEquals: equals,
        IpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
      }),
    ),
    result: 'unknown',
    message: 'also depends on aws:SourceIp',
  },
  {
    name: 'a document that is none',
    observed: {
      role: roleWith(trustOf(), {
        trust: {
          text: '{',
          errors: [{ path: '', reason: 'It is not JSON.' }],
        },
      }),
    },
    result: 'unknown',
    message: 'It is not JSON',
  },
]);
