import type { ConditionBlock, Statement } from '@backstage-irsa/iam-policy';
import { ISSUER, PROVIDER_ARN } from '../../__testUtils__/observed';
import { openKeysOfAllowed } from './openTrust';

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
  ['nothing else', [], [allow()]],
  ['a Deny by address', ['aws:SourceIp'], [allow(), deny({ IpAddress: IP })]],
  [
    'a Deny by region',
    ['aws:RequestedRegion'],
    [allow(), deny({ StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } })],
  ],
  ['an address, if any', ['aws:SourceIp'], [allow({ IpAddressIfExists: IP })]],
  [
    'a session name, if any',
    ['sts:RoleSessionName'],
    [allow({ StringEqualsIfExists: { 'sts:RoleSessionName': 'orders' } })],
  ],
  [
    'an address, if any, beside the right statement',
    [],
    [allow({ IpAddressIfExists: IP }), allow()],
  ],
  [
    'a Deny of others by address',
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
    'a Deny without TLS',
    [],
    [allow(), deny({ Bool: { 'aws:SecureTransport': 'false' } })],
  ],
])('depends on %s', (_, keys, Statement) => {
  const claims = {
    issuer: ISSUER,
    providerArn: PROVIDER_ARN,
    subject: SUBJECT,
    audience: 'sts.amazonaws.com',
    at: '2026-11-24T12:00:00.000Z',
  };

  expect(
    openKeysOfAllowed({ Version: '2012-10-17', Statement }, claims),
  ).toEqual(keys);
});
