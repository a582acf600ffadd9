import type {
  ConditionBlock,
  PrincipalElement,
  Statement,
} from '@backstage-irsa/iam-policy';
import {
  ISSUER,
  OTHER_ISSUER,
  PROVIDER_ARN,
  ROLE_ARN,
} from '../../__testUtils__/observed';
import { lintTrust } from './trustLint';

const OTHER_PROVIDER = PROVIDER_ARN.replace(ISSUER, OTHER_ISSUER);
const [SUB, AUD] = [`${ISSUER}:sub`, `${ISSUER}:aud`];
const ORDERS = 'system:serviceaccount:production:orders';
const STS = 'sts.amazonaws.com';
const EXACT = { [SUB]: ORDERS, [AUD]: STS };
const ACCOUNT = '111122223333';
const OTHER = { AWS: 'arn:aws:iam::999988887777:root' };
const CLUSTER = `arn:aws:eks:eu-west-1:${ACCOUNT}:cluster/prod`;

function web(
  Condition: ConditionBlock = {},
  change: Partial<Statement> = {},
): Statement {
  return {
    Effect: 'Allow',
    Principal: { Federated: PROVIDER_ARN },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition,
    ...change,
  };
}

function denied(Condition: ConditionBlock): Statement {
  return web(Condition, { Effect: 'Deny', Principal: '*', Action: '*' });
}

function anybody(
  Condition: ConditionBlock = {},
  Principal: PrincipalElement = '*',
): Statement {
  return { Effect: 'Allow', Principal, Action: 'sts:AssumeRole', Condition };
}

function pods(Condition: ConditionBlock = {}): Statement {
  return {
    Effect: 'Allow',
    Principal: { Service: 'pods.eks.amazonaws.com' },
    Action: ['sts:AssumeRole', 'sts:TagSession'],
    Condition,
  };
}

const tagged = (value: string) => ({
  'aws:RequestTag/kubernetes-namespace': value,
});

const cases: [string, string[], Statement[]][] = [
  // Statements that trust every ServiceAccount
  [
    'a provider without conditions',
    ['missing-subject', 'missing-audience'],
    [web()],
  ],
  [
    'ForAllValues on a prefixed key',
    ['missing-subject', 'missing-audience'],
    [web({ 'ForAllValues:StringEquals': { [`${PROVIDER_ARN}:sub`]: ORDERS } })],
  ],
  [
    'IfExists on a prefixed key',
    ['missing-subject'],
    [
      web({
        StringEquals: { [AUD]: STS },
        StringEqualsIfExists: { [`${PROVIDER_ARN}:sub`]: ORDERS },
      }),
    ],
  ],
  [
    'StringNotEquals on a prefixed key',
    ['missing-subject', 'missing-audience'],
    [web({ StringNotEquals: { [`${PROVIDER_ARN}:sub`]: ORDERS } })],
  ],
  [
    'no subject, and a literal wildcard in the audiences',
    ['missing-subject'],
    [web({ StringEquals: { [AUD]: [STS, 'sts.*'] } })],
  ],
  [
    'a wildcard subject, and a literal wildcard in the audiences',
    ['wildcard-subject'],
    [
      web({
        StringLike: { [SUB]: 'system:serviceaccount:*:*' },
        StringEquals: { [AUD]: [STS, 'sts.*'] },
      }),
    ],
  ],
  [
    'no subject, and a custom audience',
    ['missing-subject'],
    [web({ StringEquals: { [AUD]: 'my-company' } })],
  ],
  [
    'no subject, and a Deny of all audiences but a custom one',
    ['missing-subject'],
    [web(), denied({ StringNotEquals: { [AUD]: 'my-company' } })],
  ],
  [
    'no subject, but a source IP condition',
    ['missing-subject'],
    [
      web({
        StringEquals: { [AUD]: STS },
        IpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
      }),
    ],
  ],
  [
    'no subject, and a Deny that depends on the source IP',
    ['missing-subject'],
    [
      web({ StringEquals: { [AUD]: STS } }),
      denied({ NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }),
    ],
  ],
  [
    'no subject, and a Deny of all namespaces but one',
    ['wildcard-subject'],
    [
      web({ StringEquals: { [AUD]: STS } }),
      denied({
        StringNotLike: { [SUB]: 'system:serviceaccount:production:*' },
      }),
    ],
  ],
  [
    'a wildcard subject that a Deny limits to some namespaces',
    ['wildcard-subject'],
    [
      web({ StringLike: { [SUB]: '*:orders' }, StringEquals: { [AUD]: STS } }),
      denied({ StringNotLike: { [SUB]: 'system:serviceaccount:prod-*:*' } }),
    ],
  ],
  [
    'ForAnyValue with the exact subject and a wildcard',
    ['wildcard-subject', 'missing-audience'],
    [web({ 'ForAnyValue:StringLike': { [SUB]: [ORDERS, '*'] } })],
  ],
  // Statements that trust only the named subjects
  ['the exact subject and audience', [], [web({ StringEquals: EXACT })]],
  [
    'the exact subject and audience with IfExists',
    [],
    [web({ StringEqualsIfExists: EXACT })],
  ],
  [
    'claims of another provider that the statement also trusts',
    [],
    [
      web(
        {
          StringEquals: {
            [`${OTHER_ISSUER}:sub`]: ORDERS,
            [`${OTHER_ISSUER}:aud`]: STS,
          },
        },
        { Principal: { Federated: [PROVIDER_ARN, OTHER_PROVIDER] } },
      ),
    ],
  ],
  [
    'a subject key with a mistyped issuer',
    ['foreign-key'],
    [
      web({
        StringEquals: {
          'oidc.eu-west-1.eks.amazonaws.com/id/0123:sub': ORDERS,
        },
      }),
    ],
  ],
  [
    'an action other than sts:AssumeRoleWithWebIdentity',
    [],
    [web({}, { Action: 'sts:TagSession' })],
  ],
  [
    'a wildcard subject and the exact subject in one statement',
    [],
    [web({ StringLike: { [SUB]: '*:orders' }, StringEquals: EXACT })],
  ],
  [
    'a wildcard subject that a Deny limits to the exact subject',
    [],
    [
      web({ StringLike: { [SUB]: '*:orders' }, StringEquals: { [AUD]: STS } }),
      denied({ StringNotEquals: { [SUB]: ORDERS } }),
    ],
  ],
  [
    'a date condition that has expired',
    [],
    [web({ DateLessThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } })],
  ],
  // Statements that trust nobody
  [
    'the exact subject and a literal wildcard',
    [],
    [web({ StringEquals: { ...EXACT, [SUB]: [ORDERS, 'production:*'] } })],
  ],
  [
    'a subject key with the provider ARN as prefix',
    ['prefixed-key'],
    [web({ StringEquals: { [`${PROVIDER_ARN}:sub`]: ORDERS, [AUD]: STS } })],
  ],
  [
    'claims of a provider in a statement that trusts an account',
    ['foreign-key'],
    [
      anybody(
        { StringEquals: { [SUB]: ORDERS } },
        { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      ),
    ],
  ],
  [
    'a subject key in uppercase',
    [],
    [
      web({
        StringEquals: { [SUB.toUpperCase()]: ORDERS, [AUD]: STS },
      }),
    ],
  ],
  [
    'IfExists on a prefixed audience key',
    ['missing-audience'],
    [
      web({
        StringEquals: { [SUB]: ORDERS },
        StringEqualsIfExists: { [`${PROVIDER_ARN}:aud`]: STS },
      }),
    ],
  ],
  // Statements for any AWS principal
  ['every AWS principal', ['open-principal'], [anybody()]],
  [
    'every AWS principal with TLS',
    ['open-principal'],
    [anybody({ Bool: { 'aws:SecureTransport': 'true' } }, { AWS: '*' })],
  ],
  [
    'a role name in every account',
    ['open-principal'],
    [
      anybody({
        StringLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/ci' },
      }),
    ],
  ],
  [
    'every principal of one organization',
    [],
    [anybody({ StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3' } })],
  ],
  [
    'every AWS principal with an external ID',
    [],
    [anybody({ StringEquals: { 'sts:ExternalId': 'x' } })],
  ],
  [
    'every role of one account',
    [],
    [
      anybody({
        ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/*` },
      }),
    ],
  ],
  [
    'every AWS principal, with a Deny of all other accounts',
    [],
    [
      anybody(),
      denied({ StringNotEquals: { 'aws:PrincipalAccount': ACCOUNT } }),
    ],
  ],
  // Statements for another account
  ['another account', ['foreign-account'], [anybody({}, OTHER)]],
  [
    'another account with only a TLS and a past date condition',
    ['foreign-account'],
    [
      anybody(
        {
          Bool: { 'aws:SecureTransport': 'true' },
          DateGreaterThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' },
        },
        OTHER,
      ),
    ],
  ],
  [
    'another account with MFA',
    ['foreign-account'],
    [anybody({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }, OTHER)],
  ],
  [
    'every role of another account',
    ['foreign-account'],
    [
      anybody(
        { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::999988887777:role/*' } },
        OTHER,
      ),
    ],
  ],
  [
    'one role of another account',
    ['foreign-principal'],
    [anybody({}, { AWS: 'arn:aws:iam::999988887777:role/ci' })],
  ],
  [
    'another account with a condition on the own account',
    [],
    [anybody({ StringEquals: { 'aws:PrincipalAccount': ACCOUNT } }, OTHER)],
  ],
  [
    'another account with an external ID',
    [],
    [anybody({ StringEquals: { 'sts:ExternalId': 'x' } }, OTHER)],
  ],
  [
    'another account with a condition on one role',
    [],
    [
      anybody(
        {
          ArnEquals: {
            'aws:PrincipalArn': 'arn:aws:iam::999988887777:role/ci',
          },
        },
        OTHER,
      ),
    ],
  ],
  [
    'another account that a Deny excludes',
    [],
    [anybody({}, OTHER), { ...anybody({}, OTHER), Effect: 'Deny' }],
  ],
  ['the own account of the role', [], [anybody({}, { AWS: ACCOUNT })]],
  // Statements for EKS Pod Identity associations
  ['every EKS Pod Identity association', ['open-pod-identity'], [pods()]],
  [
    'every EKS Pod Identity association of the account',
    ['open-pod-identity'],
    [pods({ StringEquals: { 'aws:SourceAccount': ACCOUNT } })],
  ],
  [
    'associations of every namespace',
    ['open-pod-identity'],
    [pods({ StringLike: tagged('*') })],
  ],
  [
    'associations of every namespace but one',
    ['open-pod-identity'],
    [pods({ StringNotEquals: tagged('kube-system') })],
  ],
  [
    'associations of every cluster',
    ['open-pod-identity'],
    [
      pods({
        ArnLike: {
          'aws:SourceArn': CLUSTER.replace(/eu.*/, `*:${ACCOUNT}:cluster/*`),
        },
      }),
    ],
  ],
  [
    'associations of the namespaces that match a pattern',
    ['open-namespace'],
    [pods({ StringLike: tagged('team-*') })],
  ],
  [
    'associations of a named ServiceAccount in the namespaces that match a pattern',
    ['open-namespace'],
    [
      pods({
        StringLike: tagged('team-*'),
        StringEquals: { 'aws:RequestTag/kubernetes-service-account': 'orders' },
      }),
    ],
  ],
  [
    'associations of the cluster with a name',
    ['open-namespace'],
    [pods({ StringEquals: { 'aws:RequestTag/eks-cluster-name': 'prod' } })],
  ],
  [
    'associations of the cluster with an ARN, twice',
    ['open-namespace'],
    [
      pods({
        StringEquals: { 'aws:RequestTag/eks-cluster-arn': CLUSTER },
        ArnEquals: { 'aws:SourceArn': CLUSTER },
      }),
    ],
  ],
  [
    'associations of the namespaces that match a pattern, which a Deny excludes',
    [],
    [
      pods({ StringLike: tagged('team-*') }),
      denied({ StringNotEquals: tagged('team-shop') }),
    ],
  ],
  [
    'associations of one namespace',
    [],
    [pods({ StringEquals: tagged('production') })],
  ],
  [
    'associations of one cluster',
    [],
    [pods({ ArnEquals: { 'aws:SourceArn': CLUSTER } })],
  ],
];

it.each(cases)('the lint of trust policies: %s', (_, ids, statements) => {
  const found = lintTrust(
    { Version: '2012-10-17', Statement: statements },
    {
      roleArn: ROLE_ARN,
      at: '2026-11-24T12:00:00.000Z',
      claims: {
        issuer: ISSUER,
        providerArn: PROVIDER_ARN,
        subject: ORDERS,
        audience: STS,
      },
    },
  );

  expect(found.map(({ risk }) => risk.id)).toEqual(ids);
});
