import type { ConditionBlock, Statement } from '@backstage-irsa/iam-policy';
import { ISSUER, PROVIDER_ARN } from '../../__testUtils__/observed';
import { decideToken } from './trust';

const SUBJECT = 'system:serviceaccount:production:orders';
const right = {
  StringEquals: {
    [`${ISSUER}:sub`]: SUBJECT,
    [`${ISSUER}:aud`]: 'sts.amazonaws.com',
  },
};
const allow = (Condition: ConditionBlock = {}): Statement => ({
  Effect: 'Allow',
  Principal: { Federated: PROVIDER_ARN },
  Action: 'sts:AssumeRoleWithWebIdentity',
  Condition: { ...right, ...Condition },
});
const deny = (Condition: ConditionBlock): Statement => ({
  ...allow(),
  Effect: 'Deny',
  Condition,
});
const IP = { 'aws:SourceIp': '203.0.113.0/24' };

it.each<[string, string[], Statement[]]>([
  ['a statement without further conditions', [], [allow()]],
  [
    'a Deny of a source IP',
    ['aws:SourceIp'],
    [allow(), deny({ IpAddress: IP })],
  ],
  [
    'a Deny of a region',
    ['aws:RequestedRegion'],
    [allow(), deny({ StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } })],
  ],
  [
    'an Allow with IpAddressIfExists',
    ['aws:SourceIp'],
    [allow({ IpAddressIfExists: IP })],
  ],
  [
    'an Allow with StringEqualsIfExists for the session name',
    ['sts:RoleSessionName'],
    [allow({ StringEqualsIfExists: { 'sts:RoleSessionName': 'orders' } })],
  ],
  [
    'an Allow with IpAddressIfExists, and one without',
    [],
    [allow({ IpAddressIfExists: IP }), allow()],
  ],
  [
    'a Deny of a source IP for all other subjects',
    [],
    [
      allow(),
      deny({
        IpAddress: IP,
        StringNotEquals: { [`${ISSUER}:sub`]: SUBJECT },
      }),
    ],
  ],
  [
    'a Deny of requests without TLS',
    [],
    [allow(), deny({ Bool: { 'aws:SecureTransport': 'false' } })],
  ],
  [
    'a Deny of audiences that differ from a policy variable',
    ['aws:SourceIp'],
    [
      allow(),
      deny({
        StringNotEquals: { [`${ISSUER}:aud`]: "${aws:SourceIp, 'other'}" },
      }),
    ],
  ],
])('reports the open condition keys of %s', (_, keys, Statement) => {
  const claims = {
    issuer: ISSUER,
    providerArn: PROVIDER_ARN,
    subject: SUBJECT,
    audience: 'sts.amazonaws.com',
    at: '2026-11-24T12:00:00.000Z',
  };

  expect(
    decideToken({ Version: '2012-10-17', Statement }, claims),
  ).toMatchObject({
    answer: keys.length === 0 ? 'allowed' : 'open',
    openKeys: keys,
  });
});

const named = (operator: string, value: string) => [
  allow({ [operator]: { 'sts:RoleSessionName': value } }),
];

it.each<
  [
    string,
    string | null | undefined,
    'allowed' | 'open' | 'denied',
    Statement[],
  ]
>([
  [
    'equals the required name',
    'orders',
    'allowed',
    named('StringEquals', 'orders'),
  ],
  [
    'differs from the required name',
    'pay',
    'denied',
    named('StringEqualsIfExists', 'orders'),
  ],
  [
    'the SDK generates, for a condition with an exact name',
    null,
    'denied',
    named('StringEqualsIfExists', 'orders'),
  ],
  [
    'the SDK generates, for a condition with a matching pattern',
    null,
    'open',
    named('StringLike', 'aws-*'),
  ],
  [
    'is unknown, for a condition that requires none',
    undefined,
    'denied',
    named('Null', 'true'),
  ],
  [
    'is unknown, for a condition with an exact name',
    undefined,
    'open',
    named('StringEquals', 'orders'),
  ],
])('decides by a session name that %s', (_, sessionName, answer, Statement) => {
  expect(
    decideToken(
      { Version: '2012-10-17', Statement },
      {
        ...{ issuer: ISSUER, providerArn: PROVIDER_ARN, sessionName },
        ...{ subject: SUBJECT, audience: 'sts.amazonaws.com' },
      },
    ).answer,
  ).toBe(answer);
});

it.each<[string, 'allowed' | 'denied', Statement[]]>([
  ['no session tags', 'denied', [allow({ Null: { 'aws:TagKeys': 'false' } })]],
  [
    'no MFA',
    'allowed',
    [allow({ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } })],
  ],
  [
    'no claims of another issuer',
    'denied',
    [allow({ StringEquals: { 'accounts.google.com:aud': 'x' } })],
  ],
  [
    'not the ARN of another provider',
    'denied',
    [allow({ StringEquals: { 'aws:FederatedProvider': `${PROVIDER_ARN}0` } })],
  ],
  [
    'the ARN of its own provider',
    'allowed',
    [allow({ ArnEquals: { 'aws:FederatedProvider': PROVIDER_ARN } })],
  ],
])('considers what a token has: %s', (_, answer, Statement) => {
  expect(
    decideToken(
      { Version: '2012-10-17', Statement },
      {
        ...{ issuer: ISSUER, providerArn: PROVIDER_ARN },
        ...{ subject: SUBJECT, audience: 'sts.amazonaws.com' },
      },
    ).answer,
  ).toBe(answer);
});
