import type { ConditionBlock, Statement } from '@backstage-irsa/iam-policy';
import { checkTester } from '../__testUtils__/checkTester';
import {
  ISSUER,
  PROVIDER_ARN,
  podWith,
  roleWith,
  trustOf,
  UNINJECTED,
} from '../__testUtils__/observed';
import { found, unknown } from '../model/observation';
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
    name: 'a Deny since a past date',
    observed: roleOf(
      statement({ StringEquals: equals }),
      statement(
        { DateGreaterThan: { 'aws:CurrentTime': '2020-01-01' } },
        { Effect: 'Deny' },
      ),
    ),
    result: 'fail',
    fault: 'more-conditions',
    message: 'Statement 2 of the trust policy denies it',
    remediation: 'change the time in the condition',
    commands: [],
  },
  {
    name: 'more-conditions: a condition with a past end date',
    observed: roleOf(
      statement({
        StringEquals: equals,
        DateLessThan: { 'aws:CurrentTime': '2026-11-10T00:00:00Z' },
      }),
    ),
    result: 'fail',
    fault: 'more-conditions',
    message:
      'requires `aws:CurrentTime` with DateLessThan `2026-11-10T00:00:00Z`: access expired on 2026-11-10 00:00:00 UTC.',
    remediation: 'change the time in the condition',
    commands: [],
  },
  {
    name: 'more-conditions: a condition with a future start date, in seconds',
    observed: roleOf(
      statement({
        StringEquals: equals,
        NumericGreaterThanEquals: { 'aws:EpochTime': '1893456000' },
      }),
    ),
    result: 'fail',
    fault: 'more-conditions',
    message: 'access starts on 2030-01-01 00:00:00 UTC.',
    remediation: 'change the time in the condition',
    commands: [],
  },
  {
    name: 'more-conditions: a past end date and another subject',
    observed: roleOf(
      statement({
        StringEquals: { ...equals, [`${ISSUER}:sub`]: `${SUBJECT} ` },
        DateLessThan: { 'aws:CurrentTime': '2026-11-10T00:00:00Z' },
      }),
    ),
    result: 'fail',
    fault: 'more-conditions',
    message: 'access expired on 2026-11-10 00:00:00 UTC; Trust policy names',
    remediation: '"DateLessThan":{"aws:CurrentTime":"2026-11-10T00:00:00Z"}',
  },
  {
    name: 'a statement for exactly this ServiceAccount',
    result: 'pass',
    message: 'trusts production/orders',
  },
  {
    name: 'a matching statement among several statements',
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
    name: 'wrong-subject: another namespace',
    observed: { role: roleWith(trustOf({ namespace: 'staging' })) },
    result: 'fail',
    fault: 'wrong-subject',
    message: /^Trust policy names namespace `staging`\.$/,
    remediation:
      'aws iam update-assume-role-policy --role-name orders-0a1b2c3d4e',
  },
  {
    name: 'wrong-subject: another ServiceAccount',
    observed: { role: roleWith(trustOf({ name: 'order' })) },
    result: 'fail',
    fault: 'wrong-subject',
    message: /^Trust policy names ServiceAccount `order`\.$/,
  },
  {
    name: 'wildcard-under-equals: a wildcard under an exact operator',
    observed: roleOf(
      statement({
        StringEquals: {
          ...equals,
          [`${ISSUER}:sub`]: 'system:serviceaccount:production:*',
        },
      }),
    ),
    result: 'fail',
    fault: 'wildcard-under-equals',
    message: 'under StringEquals, which matches it literally',
  },
  {
    name: 'arn-prefixed-key: the condition key has the prefix of an ARN',
    observed: roleOf(
      statement({ StringEquals: { [`${PROVIDER_ARN}:sub`]: SUBJECT } }),
    ),
    result: 'fail',
    fault: 'arn-prefixed-key',
    message: 'has the prefix of an ARN: it must be `oidc.eks',
  },
  {
    name: 'old-issuer: the issuer of a cluster that no longer exists',
    observed: { role: roleWith(trustOf({ issuer: OTHER })) },
    result: 'fail',
    fault: 'old-issuer',
    message: `names issuer \`${OTHER}\``,
  },
  {
    name: 'mistyped-issuer-host: a mistyped host of the issuer',
    observed: {
      role: roleWith(
        trustOf({
          issuer: ISSUER.replace('oidc.eks.eu-west-1', 'oidc.eu-west-1.eks'),
        }),
      ),
    },
    result: 'fail',
    fault: 'mistyped-issuer-host',
    message: 'names issuer `oidc.eu-west-1.eks',
  },
  {
    name: 'mistyped-issuer-host: a mistyped host only in the condition keys',
    observed: roleOf(
      statement({
        StringEquals: {
          'oidc.eu-west-1.eks.amazonaws.com/id/0123456789ABCDEF:sub': SUBJECT,
        },
      }),
    ),
    result: 'fail',
    fault: 'mistyped-issuer-host',
    message: "misspells the issuer's host in the condition key",
  },
  {
    name: 'old-issuer: the old issuer beside the statement of another ServiceAccount',
    observed: roleOf(
      statement({
        StringEquals: {
          [`${ISSUER}:sub`]: 'system:serviceaccount:production:invoices',
        },
      }),
      statement(
        { StringEquals: { [`${OTHER}:sub`]: SUBJECT } },
        {
          Principal: {
            Federated: PROVIDER_ARN.replace('0123456789ABCDEF', 'FFFFFFFF'),
          },
        },
      ),
    ),
    result: 'fail',
    fault: 'old-issuer',
    message: `names issuer \`${OTHER}\``,
  },
  {
    name: 'old-issuer: a condition key of another issuer with the correct provider',
    observed: roleOf(
      statement({ StringEquals: { [`${OTHER}:sub`]: SUBJECT } }),
    ),
    result: 'fail',
    fault: 'old-issuer',
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
    name: 'a principal that is not an OIDC provider',
    observed: roleOf({
      Effect: 'Allow',
      Principal: { Service: 'ec2.amazonaws.com' },
      Action: 'sts:AssumeRole',
    }),
    result: 'fail',
    message: 'trusts `Service: ec2.amazonaws.com`',
  },
  {
    name: 'more-conditions: a Deny',
    observed: roleOf(
      statement({ StringEquals: equals }),
      statement({ StringEquals: equals }, { Effect: 'Deny' }),
    ),
    result: 'fail',
    fault: 'more-conditions',
    message: 'Statement 2 of the trust policy denies it',
  },
  {
    name: 'more-conditions: a condition on a key that only a request of the pod has',
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
    name: 'a Deny on a key that only a request of the pod has',
    observed: roleOf(
      statement({ StringEquals: equals }),
      statement(
        { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
        { Effect: 'Deny' },
      ),
    ),
    result: 'unknown',
    message: 'also depends on aws:SourceIp',
  },
  {
    name: 'more-conditions: a session name that no container sets',
    observed: roleOf(
      statement({
        StringEquals: { ...equals, 'sts:RoleSessionName': 'nightly' },
      }),
    ),
    result: 'fail',
    fault: 'more-conditions',
    message: 'requires `sts:RoleSessionName` with StringEquals `nightly`',
  },
  {
    name: 'a session name that the container sets',
    observed: {
      ...roleOf(
        statement({
          StringEquals: { ...equals, 'sts:RoleSessionName': 'nightly' },
        }),
      ),
      pods: found([
        podWith({
          containers: [
            {
              ...UNINJECTED,
              env: { AWS_ROLE_SESSION_NAME: 'nightly' },
            },
          ],
        }),
      ]),
    },
    result: 'pass',
    message: 'trusts production/orders',
  },
  {
    name: 'a session name if the pods are unknown',
    observed: {
      ...roleOf(
        statement({
          StringEquals: { ...equals, 'sts:RoleSessionName': 'nightly' },
        }),
      ),
      pods: unknown('no', 'list pods'),
    },
    result: 'unknown',
    message: 'also depends on sts:RoleSessionName',
  },
  {
    name: 'more-conditions: a condition on a key that no token has',
    observed: roleOf(
      statement({
        StringEquals: { ...equals, 'aws:PrincipalOrgID': 'o-1234567890' },
      }),
    ),
    result: 'fail',
    fault: 'more-conditions',
    message: 'requires `aws:PrincipalOrgID`',
  },
  {
    name: 'an invalid document',
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
