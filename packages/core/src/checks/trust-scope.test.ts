import type { ConditionBlock, Statement } from '@backstage-irsa/iam-policy';
import { checkTester } from '../__testUtils__/checkTester';
import {
  ISSUER,
  observedWith,
  OTHER_ISSUER,
  PROVIDER_ARN,
  roleWith,
  trustOf,
} from '../__testUtils__/observed';
import { unknown } from '../model/observation';
import { statementsOf } from '../model/document';
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

const DEAD = ISSUER.replace(/[^/]+$/, 'FFFFFFFF');
const roleOf = (...Statement: Statement[]) => ({
  role: roleWith({ Version: '2012-10-17', Statement }),
});
const beside = (...others: Statement[]) =>
  roleOf(...statementsOf(trustOf()), ...others);

/** Returns a statement for another ServiceAccount, in the given cluster. */
function invoices(
  issuer = ISSUER,
  keys = issuer,
  name = 'invoices',
): Statement {
  const [statement] = statementsOf(trustOf({ issuer, name }));
  return {
    ...statement,
    Condition: {
      StringEquals: {
        [`${keys}:sub`]: `system:serviceaccount:production:${name}`,
        [`${keys}:aud`]: 'sts.amazonaws.com',
      },
    },
  };
}
const accountStatement = (id: string): Statement => ({
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${id}:root` },
  Action: 'sts:AssumeRole',
});
const podIdentity: Statement = {
  Effect: 'Allow',
  Principal: { Service: 'pods.eks.amazonaws.com' },
  Action: ['sts:AssumeRole', 'sts:TagSession'],
};

checkTester(check, [
  { name: 'one subject', result: 'pass', message: 'names its ServiceAccounts' },
  {
    name: 'no-subject: no condition',
    observed: withConditions(),
    result: 'warn',
    fault: 'no-subject',
    message: 'any ServiceAccount of the cluster can assume the role',
    remediation: `"${ISSUER}:sub": "system:serviceaccount:production:orders"`,
  },
  {
    name: 'no-subject: only the audience',
    observed: withConditions({
      StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com' },
    }),
    result: 'warn',
    fault: 'no-subject',
    message: 'no condition on the subject',
  },
  {
    name: 'no-subject: a wildcard for the namespace',
    observed: withConditions({
      StringLike: { [`${ISSUER}:sub`]: 'system:serviceaccount:*:orders' },
    }),
    result: 'warn',
    fault: 'no-subject',
    message: 'every subject like system:serviceaccount:*:orders',
  },
  {
    name: 'StringLike without a wildcard',
    observed: withConditions({
      StringLike: {
        [`${ISSUER}:sub`]: 'system:serviceaccount:production:orders',
        [`${ISSUER}:aud`]: 'sts.amazonaws.com',
      },
    }),
    result: 'pass',
    message: 'names its ServiceAccounts',
  },
  {
    name: 'no audience',
    observed: withConditions({
      StringEquals: {
        [`${ISSUER}:sub`]: 'system:serviceaccount:production:orders',
      },
    }),
    result: 'warn',
    message: 'Statement 1 of the trust policy has no condition on the audience',
    remediation: `add StringEquals "${ISSUER}:aud": "sts.amazonaws.com"`,
  },
  {
    name: 'several named ServiceAccounts',
    observed: beside(invoices()),
    result: 'pass',
    message: 'share the role: production/orders, production/invoices',
  },
  {
    name: 'a ServiceAccount of another configured cluster',
    observed: beside(invoices(OTHER_ISSUER)),
    result: 'pass',
    message: 'share the role',
  },
  {
    name: 'old-issuer: an issuer that no cluster has',
    observed: beside(invoices(DEAD)),
    result: 'warn',
    fault: 'old-issuer',
    message: `Statement 2 of the trust policy names issuer ${DEAD}`,
    remediation: `remove issuer ${DEAD}, unless a cluster that is not configured here uses it`,
  },
  {
    name: 'an issuer if the other clusters are unknown',
    observed: { ...beside(invoices(DEAD)), otherIssuers: unknown('no') },
    result: 'pass',
    message: 'share the role',
  },
  {
    name: 'wildcard-under-equals: a wildcard under an exact operator in another statement',
    observed: beside(invoices(ISSUER, ISSUER, '*')),
    result: 'warn',
    fault: 'wildcard-under-equals',
    message:
      'Statement 2 of the trust policy has a wildcard under StringEquals',
  },
  {
    name: 'arn-prefixed-key: a key with the ARN as prefix in another statement',
    observed: beside(invoices(OTHER_ISSUER, PROVIDER_ARN)),
    result: 'warn',
    fault: 'arn-prefixed-key',
    message: 'which has the prefix of an ARN',
  },
  {
    name: 'no-subject: everybody in AWS',
    observed: beside({
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: 'sts:AssumeRole',
    }),
    result: 'warn',
    fault: 'no-subject',
    message: 'Statement 2 of the trust policy trusts anybody in AWS',
  },
  {
    name: 'another account without a condition',
    observed: beside(accountStatement('999988887777')),
    result: 'warn',
    message:
      'trusts account 999988887777 without a condition that limits the principals',
  },
  {
    name: 'a role of another account',
    observed: beside({
      ...accountStatement('999988887777'),
      Principal: { AWS: 'arn:aws:iam::999988887777:role/ci' },
    }),
    result: 'pass',
    message: 'names its ServiceAccounts',
  },
  {
    name: 'another account with an external ID, and the own account',
    observed: beside(
      {
        ...accountStatement('999988887777'),
        Condition: { StringEquals: { 'sts:ExternalId': 'x' } },
      },
      accountStatement('111122223333'),
    ),
    result: 'pass',
    message: 'names its ServiceAccounts',
  },
  {
    name: 'an AWS service',
    observed: beside({
      Effect: 'Allow',
      Principal: { Service: 'ec2.amazonaws.com' },
      Action: 'sts:AssumeRole',
    }),
    result: 'pass',
    message: 'names its ServiceAccounts',
  },
  {
    name: 'no-subject: EKS Pod Identity for any association',
    observed: beside(podIdentity),
    result: 'warn',
    fault: 'no-subject',
    message: 'every EKS Pod Identity association of the account',
    remediation: 'aws:RequestTag/kubernetes-service-account',
  },
  {
    name: 'no-subject: EKS Pod Identity for all namespaces that match a pattern',
    observed: beside({
      ...podIdentity,
      Condition: {
        StringLike: { 'aws:RequestTag/kubernetes-namespace': 'team-*' },
      },
    }),
    result: 'warn',
    fault: 'no-subject',
    message: 'of every namespace like team-*',
    remediation: 'name the namespaces in a condition',
  },
  {
    name: 'no-subject: any ServiceAccount by a token, for a role of EKS Pod Identity',
    observed: {
      mechanism: 'pod-identity',
      ...roleOf(
        {
          ...podIdentity,
          Condition: {
            StringEquals: {
              'aws:RequestTag/kubernetes-namespace': 'production',
            },
          },
        },
        {
          ...invoices(),
          Condition: {
            StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com' },
          },
        },
      ),
    },
    result: 'warn',
    fault: 'no-subject',
    message:
      'Statement 2 of the trust policy has no condition on the subject: any ServiceAccount',
  },
  {
    name: 'EKS Pod Identity for one ServiceAccount',
    observed: {
      mechanism: 'pod-identity',
      ...roleOf({
        ...podIdentity,
        Condition: {
          StringEquals: { 'aws:RequestTag/kubernetes-namespace': 'production' },
        },
      }),
    },
    result: 'pass',
    message: 'names its ServiceAccounts',
  },
]);

it('removes the issuers of no configured cluster from all statements', () => {
  const [right] = statementsOf(trustOf());
  const provider = (issuer: string) => PROVIDER_ARN.replace(ISSUER, issuer);
  const shared = (Federated: string[]): Statement => ({
    ...invoices(OTHER_ISSUER),
    Principal: { Federated },
  });
  const other = provider(OTHER_ISSUER);
  const { remediation } = check.run(
    observedWith(
      roleOf(
        right,
        invoices(DEAD),
        shared([other, provider(DEAD)]),
        invoices(ISSUER.replace(/[^/]+$/, 'EEEEEEEE')),
      ),
    ),
    null,
  );
  const after = JSON.parse(remediation?.diff?.after ?? '');
  expect(after.Statement).toEqual([right, shared([other])]);
  const { result } = check.run(observedWith(roleOf(...after.Statement)), null);
  expect(result).toBe('pass');
});

it('narrows the statement and keeps its other conditions', () => {
  const { remediation } = check.run(
    observedWith(
      withConditions({
        StringLike: { [`${ISSUER}:sub`]: 'system:serviceaccount:*:orders' },
        StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com' },
        IpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
      }),
    ),
    null,
  );
  expect(JSON.parse(remediation?.diff?.after ?? '')).toMatchObject({
    Statement: [
      {
        Condition: {
          IpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
          StringEquals: {
            [`${ISSUER}:sub`]: 'system:serviceaccount:production:orders',
            [`${ISSUER}:aud`]: 'sts.amazonaws.com',
          },
        },
      },
    ],
  });
  expect(remediation?.diff?.after).not.toContain('StringLike');
});
