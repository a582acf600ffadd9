import type { ConditionBlock, NamedPolicy, Statement } from '../document/types';
import { policy } from '../__testUtils__/cases';
import { findRisks } from './index';

const allow = (
  Action: string,
  Resource: string,
  more: Partial<Statement>,
): Statement => ({ Effect: 'Allow', Action, Resource, ...more });
const when = (
  operator: string,
  key: string,
  value: string | string[],
): Partial<Statement> => ({ Condition: { [operator]: { [key]: value } } });

describe('open principals', () => {
  const trust = (statement: Partial<Statement>): NamedPolicy => ({
    name: 'trust policy',
    document: {
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Action: 'sts:AssumeRoleWithWebIdentity',
        ...statement,
      },
    },
  });
  const issuer = 'oidc.eks.eu-west-1.amazonaws.com/id/A';
  const Principal = {
    Federated: `arn:aws:iam::111122223333:oidc-provider/${issuer}`,
  };
  const subject = (operator: string, value: string) =>
    when(operator, `${issuer}:sub`, value);

  it.each<[string, NamedPolicy, string[]]>([
    ['everybody', trust({ Principal: '*' }), ['public-trust high']],
    [
      'everybody as an AWS principal',
      trust({ Principal: { AWS: '*' } }),
      ['public-trust high'],
    ],
    [
      'everybody but one account',
      trust({ NotPrincipal: { AWS: '111122223333' } }),
      ['invalid-policy low'],
    ],
    [
      'everybody of an organization',
      trust({
        Principal: '*',
        ...when('StringEquals', 'aws:PrincipalOrgID', 'o-1'),
      }),
      [],
    ],
    [
      'a role name in every account',
      trust({
        Principal: '*',
        ...when('StringLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/ci'),
      }),
      ['public-trust high'],
    ],
    ...[
      'arn:aws:*',
      'arn:aws:iam::*',
      'arn:*:role/ci',
      'arn:aws:iam::????????????:role/ci',
      'arn:aws:sts::*:assumed-role/ci/*',
    ].map((arn): [string, NamedPolicy, string[]] => [
      `principals of every account by ${arn}`,
      trust({
        Principal: '*',
        ...when('StringLike', 'aws:PrincipalArn', arn),
      }),
      ['public-trust high'],
    ]),
    [
      'every principal of one account',
      trust({
        Principal: '*',
        ...when('StringLike', 'aws:PrincipalArn', 'arn:*:*::111122223333:*'),
      }),
      [],
    ],
    [
      'every role of one account',
      trust({
        Principal: '*',
        ...when(
          'ArnLike',
          'aws:PrincipalArn',
          'arn:aws:iam::111122223333:role/*',
        ),
      }),
      [],
    ],
    [
      'everybody outside a network',
      trust({
        Principal: '*',
        ...when('NotIpAddress', 'aws:SourceIp', '10.0.0.0/8'),
      }),
      ['public-trust high'],
    ],
    [
      'everybody from any IP address',
      trust({
        Principal: '*',
        ...when('IpAddress', 'aws:SourceIp', '0.0.0.0/0'),
      }),
      ['public-trust high'],
    ],
    [
      'everybody until a past date',
      trust({
        Principal: '*',
        ...when('DateLessThan', 'aws:CurrentTime', '2020-01-01'),
      }),
      [],
    ],
    ['one account', trust({ Principal: { AWS: '111122223333' } }), []],
    ['every subject', trust({ Principal }), ['any-subject-trust high']],
    [
      'every subject, by a wildcard',
      trust({ Principal, ...subject('StringLike', '*') }),
      ['any-subject-trust high'],
    ],
    ...['system:serviceaccount:*:*', 's*', '*:*', '*serviceaccount*'].map(
      (pattern): [string, NamedPolicy, string[]] => [
        `every ServiceAccount, by the pattern ${pattern}`,
        trust({ Principal, ...subject('StringLike', pattern) }),
        ['any-subject-trust high'],
      ],
    ),
    [
      'every subject, by a variable that is the subject itself',
      trust({
        Principal,
        ...subject('StringEquals', `\${${issuer}:sub}`),
      }),
      ['any-subject-trust high'],
    ],
    [
      'everybody, by a variable that is the account itself',
      trust({
        Principal: '*',
        ...when(
          'StringEquals',
          'aws:PrincipalAccount',
          '${aws:PrincipalAccount}',
        ),
      }),
      ['public-trust high'],
    ],
    [
      'every ServiceAccount of a namespace',
      trust({
        Principal,
        ...subject('StringLike', 'system:serviceaccount:a:*'),
      }),
      ['wildcard-subject-trust medium'],
    ],
    [
      'one ServiceAccount',
      trust({
        Principal,
        ...subject('StringEquals', 'system:serviceaccount:a:b'),
      }),
      [],
    ],
  ])('are checked if a role trusts %s', (_what, trustPolicy, expected) => {
    expect(
      findRisks([], { trustPolicy }).map(
        ({ id, severity }) => `${id} ${severity}`,
      ),
    ).toEqual(expected);
  });

  it('require a document with a name', () => {
    const { document } = trust({ Principal: '*' });
    expect(() =>
      findRisks([], { trustPolicy: document as unknown as NamedPolicy }),
    ).toThrow('A policy must be of the form { name, document }.');
  });

  it('name a document that cannot be read', () => {
    expect(findRisks([], { trustPolicy: trust({}) })).toEqual([
      {
        id: 'invalid-policy',
        severity: 'low',
        message:
          'Policy trust policy is not a valid document, so its risks are unknown: Statement: A statement must have either Principal or NotPrincipal.',
        evidence: [{ layer: 'trust', policy: 'trust policy', statement: 0 }],
      },
    ]);
  });

  it('are found in a resource policy, with the statement', () => {
    const bucket = {
      name: 'bucket policy',
      document: policy(
        allow('s3:ListBucket', '*', { Principal: { AWS: '111122223333' } }),
        allow('s3:GetObject', '*', { Principal: '*', Sid: 'Site' }),
      ).document,
    };
    expect(findRisks([], { resourcePolicies: [bucket] })).toEqual([
      {
        id: 'public-resource',
        severity: 'high',
        message:
          'Anyone can use the resource: its principal is a wildcard, and no condition restricts it (s3:GetObject).',
        evidence: [
          {
            layer: 'resource',
            policy: 'bucket policy',
            statement: 1,
            sid: 'Site',
          },
        ],
      },
    ]);
  });
});

const risksOf = (
  trust: Partial<Statement>,
  Version: '2012-10-17' | '2008-10-17' = '2012-10-17',
) => {
  const document = {
    Version,
    Statement: { Effect: 'Allow' as const, Action: 'sts:AssumeRole', ...trust },
  };
  return findRisks([], { trustPolicy: { name: 'trust', document } }).map(
    ({ id }) => id,
  );
};

describe('a principal that everybody can be', () => {
  const isPublic = (Condition: ConditionBlock) =>
    risksOf({ Principal: '*', Condition }).includes('public-trust');

  it.each<[string, string, string | string[]]>([
    ['ArnLike', 'aws:SourceArn', 'arn:aws:sns:*:*:*'],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:s3:::*'],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:s3:::my-*'],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:events:*:*:rule/orders'],
    ['ArnEquals', 'aws:SourceArn', 'arn:aws:sns:*:*:orders'],
    ['StringLike', 'aws:PrincipalOrgID', 'o-*'],
    ['StringLike', 'AWS:principalOrgId', 'o-*'],
    ['StringLike', 'aws:PrincipalOrgPaths', 'o-*/r-1/*'],
    ['StringLike', 'aws:SourceVpce', 'vpce-*'],
    ['StringLike', 'aws:SourceAccount', '1111????????'],
    ['StringLike', 'aws:userid', '*:orders'],
    ['StringLike', 'aws:userid', 'AROA*'],
    ['StringLike', 'aws:SourceIp', '*.*'],
    ['IpAddress', 'aws:SourceIp', ['0.0.0.0/1', '128.0.0.0/1']],
    ['IpAddress', 'aws:SourceIp', ['34.0.0.0/8', '35.0.0.0/8']],
    ['IpAddress', 'aws:SourceIp', ['203.0.113.0/24', '::/1']],
    ['IpAddress', 'aws:SourceIp', '2a00::/12'],
    ['StringEquals', 'aws:PrincipalOrgID', 'o-${aws:PrincipalTag/org}'],
    [
      'StringEquals',
      'aws:PrincipalArn',
      'arn:aws:iam::${aws:PrincipalAccount}:role/ci',
    ],
    ['StringEquals', 'aws:PrincipalOrgID', "${aws:PrincipalOrgID, 'o-1'}"],
    ['StringEqualsIfExists', 'aws:PrincipalOrgID', 'o-1'],
    ['ForAllValues:StringEquals', 'aws:PrincipalOrgID', 'o-1'],
    ['ForAnyValue:StringNotEquals', 'aws:PrincipalOrgPaths', 'o-1/r-1/'],
    ['Null', 'aws:PrincipalOrgID', 'false'],
    ['StringEquals', 'aws:PrincipalTag/team', 'orders'],
  ])('is not limited by %s of %s to %j', (operator, key, value) => {
    expect(isPublic({ [operator]: { [key]: value } })).toBe(true);
  });

  it.each<[string, string, string | string[]]>([
    ['ArnLike', 'aws:SourceArn', 'arn:aws:sns:*:111122223333:*'],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:s3:::my-bucket'],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:s3:*:*:my-bucket'],
    ['StringLike', 'aws:PrincipalOrgPaths', 'o-1/*'],
    ['ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', 'o-1/r-1/*'],
    ['StringLike', 'aws:userid', 'AROAEXAMPLE:*'],
    ['IpAddress', 'aws:SourceIp', ['203.0.113.0/24', '198.51.100.0/24']],
    ['IpAddress', 'aws:SourceIp', '17.0.0.0/8'],
    ['IpAddress', 'aws:SourceIp', ['10.0.0.0/8', '172.16.0.0/12']],
    ['StringEquals', 'aws:PrincipalOrgID', '${aws:ResourceOrgID}'],
    ['StringEquals', 'aws:PrincipalAccount', '${aws:ResourceAccount}'],
    ['StringEquals', 'aws:PrincipalOrgID', 'o-*'],
    ['StringEquals', 'AWS:SOURCEVPCE', 'vpce-1'],
  ])('is limited by %s of %s to %j', (operator, key, value) => {
    expect(isPublic({ [operator]: { [key]: value } })).toBe(false);
  });

  it('is limited by a condition on all values if there must be one', () => {
    expect(
      isPublic({
        'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': 'o-1/*' },
        Null: { 'aws:principalorgpaths': 'false' },
      }),
    ).toBe(false);
  });

  it('is limited by what looks like a variable in an old document', () => {
    const trust = {
      Principal: '*' as const,
      ...when('StringEquals', 'aws:SourceVpc', '${aws:SourceVpc}'),
    };
    expect(risksOf(trust)).toEqual(['public-trust']);
    expect(risksOf(trust, '2008-10-17')).toEqual([]);
  });
});

describe('an identity provider', () => {
  const GITHUB = 'token.actions.githubusercontent.com';
  const EKS = 'oidc.eks.eu-west-1.amazonaws.com/id/A';
  const arnOf = (host: string) =>
    `arn:aws:iam::111122223333:oidc-provider/${host}`;
  const risks = (Federated: string | string[], Condition: ConditionBlock) =>
    risksOf({ Principal: { Federated }, Condition });

  it.each([
    ['cognito-identity.amazonaws.com', 'aud', 'eu-west-1:1234'],
    ['cognito-identity.amazonaws.com', 'sub', 'eu-west-1:1234'],
    ['accounts.google.com', 'aud', 'app'],
    ['accounts.google.com', 'sub', '1234'],
    ['www.amazon.com', 'app_id', 'app'],
    ['www.amazon.com', 'user_id', 'amzn1.account.1'],
    ['graph.facebook.com', 'app_id', '1234'],
    ['graph.facebook.com', 'id', '1234'],
  ])('%s must be limited, such as by %s', (provider, claim, value) => {
    const key = `${provider}:${claim}`;
    expect(risks(provider, { StringEquals: { [key]: value } })).toEqual([]);
    const open: ConditionBlock[] = [
      {},
      { StringLike: { [key]: '*' } },
      { StringLike: { [key]: 'eu-west-1:*' } },
      { StringEquals: { [key]: `\${${key}}` } },
      { StringEqualsIfExists: { [key]: value } },
      { StringNotEquals: { [key]: value } },
      { 'ForAllValues:StringEquals': { [key]: value } },
      { Null: { [key]: 'false' } },
      { StringEquals: { [`${provider}:amr`]: 'authenticated' } },
    ];
    for (const condition of open) {
      expect([condition, risks(provider, condition)]).toEqual([
        condition,
        ['any-subject-trust'],
      ]);
    }
  });

  it.each<[string, ConditionBlock, string[]]>([
    ['nothing', {}, ['any-subject-trust']],
    [
      'only the audience',
      { StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' } },
      ['any-subject-trust'],
    ],
    ...[
      'repo:*',
      'repo:*:ref:refs/heads/main',
      'repo:*/*:environment:production',
      '*:pull_request',
      'repo:octo*',
      'repo:octo-*/app:*',
      '*octo/app:*',
      'repo:${aws:RequestTag/owner}/app:*',
    ].map((value): [string, ConditionBlock, string[]] => [
      value,
      { StringLike: { [`${GITHUB}:sub`]: value } },
      ['any-subject-trust'],
    ]),
    [
      'subjects with each first character',
      {
        StringLike: {
          [`${GITHUB}:sub`]: [...'abcdefghijklmnopqrstuvwxyz'].map(
            one => `repo:${one}*`,
          ),
        },
      },
      ['any-subject-trust'],
    ],
    [
      'all values of the subject',
      {
        'ForAllValues:StringEquals': {
          [`${GITHUB}:sub`]: 'repo:octo/app:environment:production',
        },
      },
      ['any-subject-trust'],
    ],
    [
      'a workflow in repositories of many owners',
      { StringLike: { [`${GITHUB}:job_workflow_ref`]: 'octo*/.github/*' } },
      ['any-subject-trust'],
    ],
    [
      'any owner',
      { StringLike: { [`${GITHUB}:repository_owner`]: '*' } },
      ['any-subject-trust'],
    ],
    [
      'the repositories of an organization',
      { StringLike: { [`${GITHUB}:sub`]: 'repo:octo/*' } },
      ['wildcard-subject-trust'],
    ],
    [
      'an environment of a repository',
      {
        StringEquals: {
          [`${GITHUB}:sub`]: 'repo:octo/app:environment:production',
        },
      },
      [],
    ],
    [
      'any subject of one owner',
      {
        StringLike: { [`${GITHUB}:sub`]: 'repo:*' },
        StringEquals: { [`${GITHUB}:repository_owner_id`]: '1234' },
      },
      [],
    ],
    [
      'the workflow of a repository',
      {
        StringLike: {
          [`${GITHUB}:job_workflow_ref`]: 'octo/app/.github/workflows/x.yml@*',
        },
      },
      [],
    ],
  ])('GitHub is checked with a condition on %s', (_, condition, expected) => {
    expect(risks(arnOf(GITHUB), condition)).toEqual(expected);
  });

  it.each([
    ['gitlab.com', 'project_path:*', ['any-subject-trust']],
    ['gitlab.com', 'project_path:octo*', ['any-subject-trust']],
    ['gitlab.com', 'project_path:octo/*', ['wildcard-subject-trust']],
    ['app.terraform.io', 'organization:octo*', ['any-subject-trust']],
    ['app.terraform.io', 'organization:octo:*', ['wildcard-subject-trust']],
  ])('%s is checked with the subject %s', (host, value, expected) => {
    const condition = { StringLike: { [`${host}:sub`]: value } };
    expect(risks(arnOf(host), condition)).toEqual(expected);
  });

  it.each<[string, ConditionBlock, string[]]>([
    [
      'all values of the subject',
      {
        'ForAllValues:StringEquals': {
          [`${EKS}:sub`]: 'system:serviceaccount:a:b',
        },
      },
      ['any-subject-trust'],
    ],
    [
      'all values of the subject, which must have one',
      {
        'ForAllValues:StringEquals': {
          [`${EKS}:sub`]: 'system:serviceaccount:a:b',
        },
        Null: { [`${EKS}:SUB`]: 'false' },
      },
      [],
    ],
    [
      'namespaces with each first character',
      {
        StringLike: {
          [`${EKS}:sub`]: [...'abcdefghijklmnopqrstuvwxyz'].map(
            one => `system:serviceaccount:${one}*`,
          ),
        },
      },
      ['any-subject-trust'],
    ],
    [
      'a namespace that a tag names',
      {
        StringEquals: {
          [`${EKS}:sub`]:
            'system:serviceaccount:${aws:RequestTag/namespace}:orders',
        },
      },
      ['wildcard-subject-trust'],
    ],
    [
      'a subject, and a pattern that it meets',
      {
        StringEquals: { [`${EKS}:sub`]: 'system:serviceaccount:a:b' },
        StringLike: { [`${EKS}:sub`]: 'system:serviceaccount:*' },
      },
      [],
    ],
  ])('EKS is checked with a condition on %s', (_, condition, expected) => {
    expect(risks(arnOf(EKS), condition)).toEqual(expected);
  });

  it('is open if all providers are trusted, or one of several is not limited', () => {
    expect(risks('*', {})).toEqual(['any-subject-trust']);
    expect(risks([arnOf(EKS), 'accounts.google.com'], {})).toEqual([
      'any-subject-trust',
    ]);
  });
});

describe('a Deny for everybody beside an Allow for everybody', () => {
  const ANYBODY: Statement = {
    ...{ Effect: 'Allow', Principal: '*' },
    ...{ Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' },
  };
  const isPublic = (deny: Partial<Statement>) =>
    findRisks([], {
      resourcePolicies: [
        policy(ANYBODY, {
          ...{ Effect: 'Deny', Principal: '*' },
          ...{
            Action: 's3:*',
            Resource: ['arn:aws:s3:::b', 'arn:aws:s3:::b/*'],
          },
          ...deny,
        }),
      ],
    }).length > 0;
  const outside = when('StringNotEquals', 'aws:PrincipalOrgID', 'o-1');

  it.each<[string, Partial<Statement>]>([
    ['without conditions', {}],
    ['of principals outside an organization', outside],
    [
      'of principals outside an organization that are no AWS services',
      {
        Condition: {
          StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1' },
          BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
        },
      },
    ],
    [
      'of other addresses',
      when('NotIpAddress', 'aws:SourceIp', '203.0.113.0/24'),
    ],
    ['of everything', { ...outside, Action: '*', Resource: '*' }],
    ['of the same', { ...outside, Action: 's3:getobject' }],
  ])('limits it %s', (_, deny) => {
    expect(isPublic(deny)).toBe(false);
  });

  it.each<[string, Partial<Statement>]>([
    ['of one account', { Principal: { AWS: '111122223333' } }],
    [
      'of all principals but one',
      {
        Principal: undefined,
        NotPrincipal: { AWS: '111122223333' },
        ...outside,
      },
    ],
    ['of other actions', { ...outside, Action: 's3:Put*' }],
    ['of some of the actions', { ...outside, Action: 's3:GetObject?' }],
    [
      'of all but one action',
      { ...outside, Action: undefined, NotAction: 's3:ListBucket' },
    ],
    [
      'of other resources',
      { ...outside, Resource: 'arn:aws:s3:::b/private/*' },
    ],
    [
      'of all but one resource',
      {
        ...outside,
        Resource: undefined,
        NotResource: 'arn:aws:s3:::b/private/*',
      },
    ],
    ['of requests without TLS', when('Bool', 'aws:SecureTransport', 'false')],
    ['of one organization', when('StringEquals', 'aws:PrincipalOrgID', 'o-1')],
    [
      'of most organizations',
      when('StringNotLike', 'aws:PrincipalOrgID', 'o-*'),
    ],
    [
      'of addresses outside the whole internet',
      when('NotIpAddress', 'aws:SourceIp', ['0.0.0.0/1', '128.0.0.0/1']),
    ],
    [
      'of a signed request outside an organization',
      {
        Condition: {
          StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' },
          Bool: { 'aws:PrincipalIsAWSService': 'false' },
        },
      },
    ],
    [
      'of any other value',
      when('ForAnyValue:StringNotEquals', 'aws:PrincipalOrgPaths', 'o-1/r-1/'),
    ],
  ])('does not limit it %s', (_, deny) => {
    expect(isPublic(deny)).toBe(true);
  });
});
