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
  ['no condition', ['missing-subject', 'missing-audience'], [web()]],
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
    'a literal wildcard among audiences',
    ['missing-subject'],
    [web({ StringEquals: { [AUD]: [STS, 'sts.*'] } })],
  ],
  [
    'a wildcard, and a literal one among audiences',
    ['wildcard-subject'],
    [
      web({
        StringLike: { [SUB]: 'system:serviceaccount:*:*' },
        StringEquals: { [AUD]: [STS, 'sts.*'] },
      }),
    ],
  ],
  [
    'what a request may carry besides',
    ['missing-subject'],
    [
      web({
        StringEquals: { [AUD]: STS },
        IpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
      }),
    ],
  ],
  [
    'a Deny that may not match',
    ['missing-subject'],
    [
      web({ StringEquals: { [AUD]: STS } }),
      denied({ NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }),
    ],
  ],
  [
    'a Deny that leaves a namespace',
    ['wildcard-subject'],
    [
      web({ StringEquals: { [AUD]: STS } }),
      denied({
        StringNotLike: { [SUB]: 'system:serviceaccount:production:*' },
      }),
    ],
  ],
  [
    'a wildcard that a Deny narrows to a namespace',
    ['wildcard-subject'],
    [
      web({ StringLike: { [SUB]: '*:orders' }, StringEquals: { [AUD]: STS } }),
      denied({ StringNotLike: { [SUB]: 'system:serviceaccount:prod-*:*' } }),
    ],
  ],
  [
    'any value of several',
    ['wildcard-subject', 'missing-audience'],
    [web({ 'ForAnyValue:StringLike': { [SUB]: [ORDERS, '*'] } })],
  ],
  // Statements that trust only the named subjects
  ['the subject by name', [], [web({ StringEquals: EXACT })]],
  ['IfExists', [], [web({ StringEqualsIfExists: EXACT })]],
  [
    'the claims of another provider',
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
    'a mistyped issuer',
    ['foreign-key'],
    [
      web({
        StringEquals: {
          'oidc.eu-west-1.eks.amazonaws.com/id/0123:sub': ORDERS,
        },
      }),
    ],
  ],
  ['another action', [], [web({}, { Action: 'sts:TagSession' })]],
  [
    'a wildcard beside the name',
    [],
    [web({ StringLike: { [SUB]: '*:orders' }, StringEquals: EXACT })],
  ],
  [
    'a wildcard that a Deny narrows to the name',
    [],
    [
      web({ StringLike: { [SUB]: '*:orders' }, StringEquals: { [AUD]: STS } }),
      denied({ StringNotEquals: { [SUB]: ORDERS } }),
    ],
  ],
  [
    'time that is over',
    [],
    [web({ DateLessThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } })],
  ],
  // Statements that trust nobody
  [
    'a literal wildcard beside a name',
    [],
    [web({ StringEquals: { ...EXACT, [SUB]: [ORDERS, 'production:*'] } })],
  ],
  [
    'a prefixed key',
    ['prefixed-key'],
    [web({ StringEquals: { [`${PROVIDER_ARN}:sub`]: ORDERS, [AUD]: STS } })],
  ],
  [
    'claims of a provider, though it trusts an account',
    ['foreign-key'],
    [
      anybody(
        { StringEquals: { [SUB]: ORDERS } },
        { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      ),
    ],
  ],
  [
    'the issuer in other case',
    [],
    [
      web({
        StringEquals: { [SUB.toUpperCase()]: ORDERS, [AUD]: STS },
      }),
    ],
  ],
  [
    'a prefixed audience IfExists',
    ['missing-audience'],
    [
      web({
        StringEquals: { [SUB]: ORDERS },
        StringEqualsIfExists: { [`${PROVIDER_ARN}:aud`]: STS },
      }),
    ],
  ],
  // Statements for any AWS principal
  ['everybody', ['open-principal'], [anybody()]],
  [
    'everybody by TLS',
    ['open-principal'],
    [anybody({ Bool: { 'aws:SecureTransport': 'true' } }, { AWS: '*' })],
  ],
  [
    'a role of every account',
    ['open-principal'],
    [
      anybody({
        StringLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/ci' },
      }),
    ],
  ],
  [
    'everybody of the organization',
    [],
    [anybody({ StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3' } })],
  ],
  [
    'everybody with an external ID',
    [],
    [anybody({ StringEquals: { 'sts:ExternalId': 'x' } })],
  ],
  [
    'roles of one account',
    [],
    [
      anybody({
        ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/*` },
      }),
    ],
  ],
  [
    'everybody, but for a Deny of others than the account',
    [],
    [
      anybody(),
      denied({ StringNotEquals: { 'aws:PrincipalAccount': ACCOUNT } }),
    ],
  ],
  // Statements for another account
  ['another account', ['foreign-account'], [anybody({}, OTHER)]],
  [
    'another account by TLS, at any time',
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
    'another account with a second factor',
    ['foreign-account'],
    [anybody({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }, OTHER)],
  ],
  [
    'any role of another account',
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
    ['foreign-account'],
    [anybody({}, { AWS: 'arn:aws:iam::999988887777:role/ci' })],
  ],
  [
    'another account, over the wrong account',
    [],
    [anybody({ StringEquals: { 'aws:PrincipalAccount': ACCOUNT } }, OTHER)],
  ],
  [
    'another account with an external ID',
    [],
    [anybody({ StringEquals: { 'sts:ExternalId': 'x' } }, OTHER)],
  ],
  [
    'a role of another account by name in a condition',
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
    'another account that a Deny keeps out',
    [],
    [anybody({}, OTHER), { ...anybody({}, OTHER), Effect: 'Deny' }],
  ],
  ['the account itself', [], [anybody({}, { AWS: ACCOUNT })]],
  // Statements for EKS Pod Identity associations
  ['every association', ['open-pod-identity'], [pods()]],
  [
    'every association of the account',
    ['open-pod-identity'],
    [pods({ StringEquals: { 'aws:SourceAccount': ACCOUNT } })],
  ],
  [
    'every namespace',
    ['open-pod-identity'],
    [pods({ StringLike: tagged('*') })],
  ],
  [
    'every namespace but one',
    ['open-pod-identity'],
    [pods({ StringNotEquals: tagged('kube-system') })],
  ],
  [
    'every cluster',
    ['open-pod-identity'],
    [
      pods({
        ArnLike: {
          'aws:SourceArn': CLUSTER.replace(/eu.*/, `*:${ACCOUNT}:cluster/*`),
        },
      }),
    ],
  ],
  ['one namespace', [], [pods({ StringEquals: tagged('production') })]],
  ['one cluster', [], [pods({ ArnEquals: { 'aws:SourceArn': CLUSTER } })]],
];

it.each(cases)('%s', (_, ids, statements) => {
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
