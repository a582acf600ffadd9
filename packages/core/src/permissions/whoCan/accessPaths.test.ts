import { holdersByTrust, permissionSetOf } from './accessPaths';

const role = (arn: string) => ({ id: 'r', arn, name: 'r', isListed: false });
const REPORTS = 'arn:aws:iam::111122223333:role/reports';

it.each([
  [
    'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_On_Call_0123456789abcdef',
    'On_Call',
  ],
  [
    'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admins_0123456789abcdef',
    'Admins',
  ],
  [
    'arn:aws:iam::111122223333:role/AWSReservedSSO_Admins_0123456789abcdef',
    undefined,
  ],
  [REPORTS, undefined],
])('recognizes %s as permission set %s', (arn, expected) => {
  expect(permissionSetOf(arn)).toBe(expected);
});

it('shows the users of a permission set as the holders of its role', () => {
  const arn =
    'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admins_0123456789abcdef';
  const saml = 'arn:aws:iam::111122223333:saml-provider/AWSSSO_DO_NOT_DELETE';
  expect(
    holdersByTrust(role(arn), [
      { kind: 'federated', name: saml, statement: 0 },
    ]),
  ).toEqual([
    {
      kind: 'people',
      name: 'Permission set Admins',
      via: [],
      role: role(arn),
    },
  ]);
});

it.each([
  ['service', 'ec2.amazonaws.com', 'service', 'ec2.amazonaws.com'],
  ['account', '777788889999', 'account', 'Account 777788889999'],
  ['account', '*', 'account', 'Everybody in AWS'],
  [
    'federated',
    'arn:aws:iam::111122223333:saml-provider/okta',
    'people',
    'SAML provider okta',
  ],
  [
    'federated',
    'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com',
    'people',
    'OIDC provider token.actions.githubusercontent.com',
  ],
  [
    'federated',
    'cognito-identity.amazonaws.com',
    'people',
    'Identity provider cognito-identity.amazonaws.com',
  ],
] as const)(
  'shows the trusted %s %s as a holder of kind %s: %s',
  (kind, name, as, shown) => {
    const [path] = holdersByTrust(role(REPORTS), [
      { kind, name, statement: 0 },
    ]);
    expect([path.kind, path.name, path.role?.arn]).toEqual([
      as,
      shown,
      REPORTS,
    ]);
  },
);
