import type { ConditionBlock, Statement } from '../document/types';
import { policy } from '../__testUtils__/cases';
import { findRisks } from './index';

const READ: Statement = {
  ...{ Effect: 'Allow', Action: 'secretsmanager:*', Resource: '*' },
};
const isBroad = (...statements: Statement[]) =>
  findRisks([policy(...statements)]).some(
    ({ severity }) => severity === 'high',
  );

const VPC = 'vpc-0a1b2c3d4e5f60718';

describe('the severity of access to all secrets', () => {
  it.each<[string, ConditionBlock]>([
    ['the organization', { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }],
    ['a principal tag', { StringEquals: { 'aws:PrincipalTag/team': 'a' } }],
    ['TLS', { Bool: { 'aws:SecureTransport': 'true' } }],
    ['a region', { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } }],
    ['a user agent', { StringEquals: { 'aws:UserAgent': 'x' } }],
    ['the principal', { ArnLike: { 'AWS:principalarn': 'arn:*' } }],
    [
      'the account',
      { StringEquals: { 'aws:ResourceAccount': '111122223333' } },
    ],
    ['the future', { DateLessThan: { 'aws:CurrentTime': '2999-01-01' } }],
    ['an absent key', { Null: { 'aws:SourceVpc': 'true' } }],
    ['any network', { StringLike: { 'aws:SourceVpc': 'vpc-*' } }],
    [
      'the network itself',
      { StringEquals: { 'aws:SourceVpc': '${aws:SourceVpc}' } },
    ],
    ['other networks', { StringNotEquals: { 'aws:SourceVpc': VPC } }],
    [
      'a network, if there is one',
      { StringEqualsIfExists: { 'aws:SourceVpc': VPC } },
    ],
    [
      'a network, if there are values',
      { 'ForAllValues:StringEquals': { 'aws:SourceVpc': VPC } },
    ],
    ['half of the internet', { IpAddress: { 'aws:SourceIp': '0.0.0.0/1' } }],
    [
      'the internet in parts',
      {
        IpAddress: {
          'aws:SourceIp': Array.from(
            { length: 256 },
            (_, at) => `${at}.0.0.0/8`,
          ),
        },
      },
    ],
    ['the whole IPv6 internet', { IpAddress: { 'aws:SourceIp': '2000::/3' } }],
    ['no second factor', { Bool: { 'aws:MultiFactorAuthPresent': 'false' } }],
    [
      'the current version',
      { StringEquals: { 'secretsmanager:VersionStage': 'AWSCURRENT' } },
    ],
    [
      'any secret',
      {
        ArnLike: {
          'secretsmanager:SecretArn': 'arn:aws:iam::111122223333:policy/*',
        },
      },
    ],
  ])('is high if an Allow is about %s', (_, Condition) => {
    expect(isBroad({ ...READ, Condition })).toBe(true);
  });

  it.each<[string, ConditionBlock]>([
    ['a network', { StringEquals: { 'aws:SourceVpc': VPC } }],
    ['addresses', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }],
    ['private addresses', { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }],
    ['tags', { StringEquals: { 'aws:ResourceTag/team': 'orders' } }],
    [
      'tags of the service',
      {
        StringEquals: {
          'secretsmanager:ResourceTag/team': '${aws:PrincipalTag/team}',
        },
      },
    ],
    ['a second factor', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }],
    [
      'a network, if there are values, of which there is one',
      {
        'ForAllValues:StringEquals': { 'aws:SourceVpc': VPC },
        Null: { 'AWS:SourceVpc': 'false' },
      },
    ],
  ])('is lower if an Allow is limited by %s', (_, Condition) => {
    expect(isBroad({ ...READ, Condition })).toBe(false);
  });

  it.each<[string, ConditionBlock]>([
    ['requests without TLS', { Bool: { 'aws:SecureTransport': 'false' } }],
    ['old TLS', { NumericLessThan: { 's3:TlsVersion': '1.2' } }],
    ['a user agent', { StringEquals: { 'aws:UserAgent': 'x' } }],
    [
      'other regions',
      { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
    ],
    ['old sessions', { DateLessThan: { 'aws:TokenIssueTime': '2020-01-01' } }],
    ['some networks', { StringEquals: { 'aws:SourceVpc': VPC } }],
    ['some addresses', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }],
    [
      'addresses outside the whole internet',
      { NotIpAddress: { 'aws:SourceIp': ['0.0.0.0/1', '128.0.0.0/1'] } },
    ],
    ['some tags', { StringEquals: { 'aws:ResourceTag/team': 'orders' } }],
    ['no tags', { Null: { 'aws:ResourceTag/team': 'true' } }],
    [
      'other networks without TLS',
      {
        StringNotEquals: { 'aws:SourceVpc': VPC },
        Bool: { 'aws:SecureTransport': 'false' },
      },
    ],
  ])('is high despite a Deny of %s', (_, Condition) => {
    const denied = { ...READ, Effect: 'Deny' as const, Condition };
    expect(isBroad(READ, denied)).toBe(true);
    expect(isBroad(READ, { ...denied, Action: '*' })).toBe(true);
  });

  it.each<[string, ConditionBlock]>([
    ['other networks', { StringNotEquals: { 'aws:SourceVpc': VPC } }],
    ['other addresses', { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }],
    [
      'other addresses, except through AWS services',
      {
        NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
        Bool: { 'aws:ViaAWSService': 'false' },
      },
    ],
    ['other tags', { StringNotEquals: { 'aws:ResourceTag/team': 'orders' } }],
    [
      'no second factor',
      { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
    ],
    [
      'requests since a past date',
      { DateGreaterThan: { 'aws:CurrentTime': '2020-01-01' } },
    ],
  ])('is lower with a Deny of %s', (_, Condition) => {
    expect(isBroad(READ, { ...READ, Effect: 'Deny', Condition })).toBe(false);
  });

  it.each<[string, ConditionBlock]>([
    [
      'by their names',
      { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/admin' } },
    ],
    [
      'by their tags',
      { StringNotEquals: { 'aws:PrincipalTag/admin': 'true' } },
    ],
  ])(
    'depends on who chooses the principals that a Deny exempts %s',
    (_, Condition) => {
      const denied = { ...READ, Effect: 'Deny' as const, Condition };
      expect(isBroad(READ, denied)).toBe(false);
      expect(
        findRisks([policy(READ, denied)], { choosesPrincipal: true })[0]
          .severity,
      ).toBe('high');
    },
  );

  it('is high if a Deny is about users', () => {
    const Condition = {
      ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' },
    };
    expect(isBroad(READ, { ...READ, Effect: 'Deny', Condition })).toBe(true);
  });

  it('is high if a Deny that cannot be avoided is about one secret', () => {
    const denied: Statement = {
      ...{ Effect: 'Deny', Action: '*' },
      Resource: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db',
      Condition: { StringNotEquals: { 'aws:SourceVpc': VPC } },
    };
    expect(isBroad(READ, denied)).toBe(true);
  });
});

describe('an administrator', () => {
  const ADMIN: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };
  const ids = (...statements: Statement[]) =>
    findRisks([policy(...statements)]).map(({ id }) => id);

  it('is detected despite conditions that every request can meet', () => {
    const Condition = { Bool: { 'aws:SecureTransport': 'true' } };
    expect(ids({ ...ADMIN, Condition })).toEqual(['admin-equivalent']);
    expect(
      ids(ADMIN, {
        ...ADMIN,
        Effect: 'Deny',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    ).toEqual(['admin-equivalent']);
  });

  it('is not reported if a boundary must be set on new roles', () => {
    const boundary = 'arn:aws:iam::111122223333:policy/boundary';
    const denied = (value: string): Statement => ({
      ...{ Effect: 'Deny', Action: 'iam:*', Resource: '*' },
      Condition: { StringNotLike: { 'iam:PermissionsBoundary': value } },
    });
    expect(ids(ADMIN, denied(boundary))).not.toContain('admin-equivalent');
    const any = 'arn:aws:iam::111122223333:policy/*';
    expect(ids(ADMIN, denied(any))).toEqual(['admin-equivalent']);
  });
});

it('does not lower the severity by values that the principal chooses', () => {
  const assume = (key: string): Statement => ({
    ...{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' },
    Condition: { StringEquals: { [key]: 'orders' } },
  });
  expect(isBroad(assume('sts:ExternalId'))).toBe(true);
  expect(isBroad(assume('sts:RoleSessionName'))).toBe(true);
  expect(isBroad(assume('s3:ResourceAccount'))).toBe(true);
  expect(isBroad(assume('iam:ResourceTag/team'))).toBe(false);
});

it.each([
  ['ec2.amazonaws.com', false],
  ['*.amazonaws.com', true],
  ['*', true],
])('reports that roles can be passed to %s: %s', (service, isReported) => {
  const pass: Statement = {
    ...{ Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' },
    Condition: { StringLike: { 'iam:PassedToService': service } },
  };
  expect(findRisks([policy(pass)]).length > 0).toBe(isReported);
});
