import { evaluate, type PolicyDocument } from '@backstage-irsa/iam-policy';
import type { KeyGrant } from '../../model/observed';
import { grantMayAllow, withKeyGrants } from './keyGrants';

const HOME = '111122223333';
const ROLE = `arn:aws:iam::${HOME}:role/irsa/orders`;
const KEY = `arn:aws:kms:eu-west-1:${HOME}:key/1234abcd`;
const document = (
  Version: PolicyDocument['Version'] = '2012-10-17',
): PolicyDocument => ({
  Version,
  Statement: [
    {
      Effect: 'Deny',
      ...{ Principal: '*', Action: 'kms:Encrypt', Resource: '*' },
    },
  ],
});
const grant = (change: Partial<KeyGrant> = {}): KeyGrant => ({
  id: 'a1',
  granteePrincipal: ROLE,
  operations: ['Decrypt', 'DescribeKey', 'Encrypt'],
  ...change,
});
const request = (
  action: string,
  sent: Record<string, string> = {},
  policy = document(),
) => ({
  principal: { kind: 'role' as const, arn: ROLE },
  action,
  resource: KEY,
  identityPolicies: [],
  resourcePolicy: { name: 'key policy', document: policy },
  context: {
    'kms:EncryptionContextKeys': Object.keys(sent),
    ...Object.fromEntries(
      Object.entries(sent).map(([name, value]) => [
        `kms:EncryptionContext:${name}`,
        value,
      ]),
    ),
  },
});
const A = { team: 'a' };

it.each<[string, KeyGrant, string, Record<string, string>, string]>([
  ['the role', grant(), 'kms:Decrypt', {}, 'Allowed'],
  ...['Decrypt', 'DescribeKey'].map(
    (name): [string, KeyGrant, string, Record<string, string>, string] => [
      `${name} on behalf of a resource`,
      grant({ sourceArn: `arn:aws:s3:::${HOME}-logs` }),
      `kms:${name}`,
      {},
      'ImplicitlyDenied',
    ],
  ),
  [
    'an operation that the grant does not include',
    grant(),
    'kms:Sign',
    {},
    'ImplicitlyDenied',
  ],
  [
    'an operation that the key policy denies',
    grant(),
    'kms:Encrypt',
    {},
    'ExplicitlyDenied',
  ],
  [
    'another role',
    grant({ granteePrincipal: `${ROLE}-2` }),
    'kms:Decrypt',
    {},
    'ImplicitlyDenied',
  ],
  [
    'the account, when the role has no policies',
    grant({ granteePrincipal: `arn:aws:iam::${HOME}:root` }),
    'kms:Decrypt',
    {},
    'ImplicitlyDenied',
  ],
  ...[
    { kind: 'contextSubset', sent: A, decision: 'Allowed' },
    { kind: 'contextSubset', sent: { ...A, b: '1' }, decision: 'Allowed' },
    { kind: 'contextEquals', sent: A, decision: 'Allowed' },
    { kind: 'contextEquals', sent: { TEAM: 'a' }, decision: 'Allowed' },
    {
      kind: 'contextEquals',
      sent: { team: 'A' },
      decision: 'ImplicitlyDenied',
    },
    { kind: 'contextSubset', sent: { TEAM: 'a' }, decision: 'Allowed' },
    {
      kind: 'contextEquals',
      sent: { ...A, b: '1' },
      decision: 'ImplicitlyDenied',
    },
    { kind: 'contextEquals', sent: {}, decision: 'ImplicitlyDenied' },
    {
      kind: 'contextSubset',
      sent: { team: 'b' },
      decision: 'ImplicitlyDenied',
    },
  ].map(
    ({
      kind,
      sent,
      decision,
    }): [string, KeyGrant, string, Record<string, string>, string] => [
      `${kind} for ${JSON.stringify(sent)}`,
      grant({ [kind]: A }),
      'kms:Decrypt',
      sent as Record<string, string>,
      decision,
    ],
  ),
  [
    'an operation without an encryption context, despite a constraint',
    grant({ contextEquals: A }),
    'kms:DescribeKey',
    {},
    'Allowed',
  ],
])('evaluates a grant for %s', (_, given, action, sent, decision) => {
  const policy = withKeyGrants(document(), [given], ROLE);
  expect(evaluate(request(action, sent, policy)).decision).toBe(decision);
});

it.each<[string, string | undefined, string, string[]]>([
  ['orders', undefined, 'ImplicitlyDenied', ['aws:userid']],
  ['orders', 'nightly', 'Allowed', []],
  ['orders', 'hourly', 'ImplicitlyDenied', []],
  ['orders-2', undefined, 'ImplicitlyDenied', []],
])(
  'evaluates a grant for one session of role %s, in a session named %s',
  (role, session, decision, missing) => {
    const arn = `arn:aws:sts::${HOME}:assumed-role/${role}/nightly`;
    const policy = withKeyGrants(
      document(),
      [grant({ granteePrincipal: arn })],
      ROLE,
    );
    const { context, ...asked } = request('kms:Decrypt', {}, policy);
    const result = evaluate({
      ...asked,
      context: {
        ...context,
        ...(session !== undefined && { 'aws:userid': `AROA0123:${session}` }),
      },
    });
    expect([result.decision, result.missingContext]).toEqual([
      decision,
      missing,
    ]);
  },
);

it.each(['2012-10-17', '2008-10-17'] as const)(
  'treats a variable in a constraint as text in a policy of version %s',
  version => {
    const wanted = { team: '${aws:username}' };
    const policy = withKeyGrants(
      document(version),
      [grant({ contextEquals: wanted })],
      ROLE,
    );
    const { decision } = evaluate(request('kms:Decrypt', wanted, policy));
    expect(decision).toBe('Allowed');
  },
);

it.each([
  ['kms:Decrypt', true],
  ['kms:GenerateDataKey', true],
  ['kms:Encrypt', false],
  ['kms:PutKeyPolicy', false],
])('decides whether a grant can allow %s: %s', (action, expected) => {
  expect(grantMayAllow(request(action))).toBe(expected);
});
