import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import {
  conditionsOfComing,
  principalsByResource,
  trustedPrincipals,
  underResourceControls,
  type TrustedPrincipal,
} from './trustedPrincipals';

const ACCOUNT = 'arn:aws:iam::777788889999:root';
const allow = (Principal: unknown, more: object = {}) => ({
  Effect: 'Allow',
  Principal,
  Action: 'sts:AssumeRole',
  ...more,
});
const trust = (...statements: object[]) =>
  trustedPrincipals(
    JSON.stringify({ Version: '2012-10-17', Statement: statements }),
  ).map(({ kind, name, conditions = [] }) =>
    [kind, name, ...conditions].join(' | '),
  );

it.each<[string, object[], string[]]>([
  [
    'services by their names, and not that of EKS Pod Identity',
    [allow({ Service: ['ec2.amazonaws.com', 'pods.eks.amazonaws.com'] })],
    ['service | ec2.amazonaws.com'],
  ],
  [
    'an account by its root, or by its digits',
    [allow({ AWS: [ACCOUNT, '222233334444'] })],
    ['account | 222233334444', 'account | 777788889999'],
  ],
  ['everybody in AWS', [allow('*')], ['account | *']],
  ['everybody in AWS, by a list', [allow({ AWS: ['*'] })], ['account | *']],
  [
    'a role or a user of any account',
    [allow({ AWS: 'arn:aws:iam::777788889999:role/deployer' })],
    ['principal | arn:aws:iam::777788889999:role/deployer'],
  ],
  [
    'nobody by the unique ID of what was deleted',
    [allow({ AWS: 'AROAEXAMPLEEXAMPLE12' })],
    [],
  ],
  [
    'an identity provider, and not those of clusters',
    [
      allow(
        {
          Federated: [
            'arn:aws:iam::111122223333:saml-provider/okta',
            'arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AB',
          ],
        },
        { Action: ['sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity'] },
      ),
    ],
    ['federated | arn:aws:iam::111122223333:saml-provider/okta'],
  ],
  [
    'an account that has to know an external ID',
    [
      allow(
        { AWS: ACCOUNT },
        { Condition: { StringEquals: { 'sts:ExternalId': 'partner' } } },
      ),
    ],
    ['account | 777788889999 | only when sts:ExternalId is partner'],
  ],
  [
    'an account without conditions, where another statement has some',
    [
      allow(
        { AWS: ACCOUNT },
        { Condition: { StringEquals: { 'sts:ExternalId': 'partner' } } },
      ),
      allow({ AWS: ACCOUNT }),
    ],
    ['account | 777788889999'],
  ],
  [
    'nobody by another action',
    [allow({ AWS: ACCOUNT }, { Action: 'sts:TagSession' })],
    [],
  ],
  [
    'somebody by a wildcard in the action, in any case of letters',
    [allow({ AWS: ACCOUNT }, { Action: 'STS:assume*' })],
    ['account | 777788889999'],
  ],
  [
    'everybody, without the accounts and roles that a Deny names',
    [
      allow('*'),
      {
        ...allow({ AWS: [ACCOUNT, 'arn:aws:iam::222233334444:role/ci'] }),
        Effect: 'Deny',
      },
    ],
    [
      'account | * | but not account 777788889999, arn:aws:iam::222233334444:role/ci',
    ],
  ],
  [
    'an account, without a role of it that a Deny names under a condition, and no word of roles of others',
    [
      allow({ AWS: ACCOUNT }),
      {
        ...allow(
          {
            AWS: [
              'arn:aws:iam::777788889999:role/ci',
              'arn:aws:iam::222233334444:role/ci',
            ],
          },
          { Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
        ),
        Effect: 'Deny',
      },
    ],
    [
      'account | 777788889999 | but not arn:aws:iam::777788889999:role/ci without TLS',
    ],
  ],
  [
    'everybody, where a Deny names a service',
    [
      allow('*'),
      { ...allow({ Service: 'ec2.amazonaws.com' }), Effect: 'Deny' },
    ],
    ['account | *'],
  ],
  [
    'nobody whom a Deny names',
    [
      allow({ Service: ['ec2.amazonaws.com', 'lambda.amazonaws.com'] }),
      {
        ...allow({ Service: 'ec2.amazonaws.com' }),
        Effect: 'Deny',
      },
    ],
    ['service | lambda.amazonaws.com'],
  ],
  [
    'somebody with the conditions of a Deny for everybody',
    [
      allow({ AWS: ACCOUNT }),
      {
        ...allow('*', {
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
        Effect: 'Deny',
      },
    ],
    ['account | 777788889999 | but not without TLS'],
  ],
  [
    'nobody where a Deny is for everybody',
    [allow({ AWS: ACCOUNT }), { ...allow('*'), Effect: 'Deny' }],
    [],
  ],
  [
    'nobody where a Deny is for everybody, by a list',
    [allow({ AWS: ACCOUNT }), { ...allow({ AWS: '*' }), Effect: 'Deny' }],
    [],
  ],
  [
    'no session of a role that a Deny names',
    [
      allow({ AWS: 'arn:aws:sts::777788889999:assumed-role/deployer/ci' }),
      {
        ...allow({ AWS: 'arn:aws:iam::777788889999:role/a/deployer' }),
        Effect: 'Deny',
      },
    ],
    [],
  ],
  [
    'no role of an account that a Deny names',
    [
      allow({ AWS: 'arn:aws:iam::777788889999:role/deployer' }),
      { ...allow({ AWS: ACCOUNT }), Effect: 'Deny' },
    ],
    [],
  ],
])('lists as trusted: %s', (_, statements, expected) => {
  expect(trust(...statements)).toEqual(expected);
});

it.each<[string, object, string[]]>([
  [
    'a service to what it names',
    { Principal: { Service: 'cloudfront.amazonaws.com' } },
    ['service cloudfront.amazonaws.com'],
  ],
  [
    'nobody to another resource',
    { Principal: '*', Resource: 'arn:aws:s3:::assets/private/*' },
    [],
  ],
  ['nobody to another action', { Principal: '*', Action: 's3:PutObject' }, []],
  [
    'everybody, by what it does not name',
    {
      Principal: '*',
      Action: undefined,
      NotAction: 's3:Delete*',
      Resource: undefined,
      NotResource: 'arn:aws:s3:::assets/private/*',
    },
    ['account *'],
  ],
  [
    'an account, without naming a resource, as of ECR',
    { Principal: { AWS: ACCOUNT }, Resource: undefined },
    ['account 777788889999'],
  ],
  [
    'a canonical user and an identity of CloudFront, as they are named',
    {
      Principal: {
        CanonicalUser: '79a59df900b949e5',
        AWS: 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1',
      },
    },
    [
      'principal CanonicalUser: 79a59df900b949e5',
      'principal arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1',
    ],
  ],
  [
    'a session, and nobody by a unique ID',
    {
      Principal: {
        AWS: [
          'arn:aws:sts::777788889999:assumed-role/deployer/ci',
          'AIDAEXAMPLEEXAMPLE12',
        ],
      },
    },
    ['principal arn:aws:sts::777788889999:assumed-role/deployer/ci'],
  ],
  [
    'somebody to a folder that a variable stands for',
    {
      Principal: { AWS: ACCOUNT },
      Resource: 'arn:aws:s3:::assets/${aws:username}/a',
    },
    ['account 777788889999'],
  ],
])('a bucket policy allows %s', (_, statement, expected) => {
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::assets/*',
        ...statement,
      },
    ],
  };
  const question = {
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::assets/b/a',
  };
  expect(
    principalsByResource(policy as PolicyDocument, question).map(
      ({ kind, name }) => `${kind} ${name}`,
    ),
  ).toEqual(expected);
});

const ROLE = 'arn:aws:iam::111122223333:role/orders';
const perimeter = (statement: object) => [
  {
    name: 'perimeter',
    level: 'the root',
    document: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 'sts:*',
          Resource: '*',
          ...statement,
        },
      ],
    } as PolicyDocument,
  },
];

it.each<[string, object, string[]]>([
  ['nobody, where it denies all of it', {}, []],
  [
    'all, where it is about another role',
    { Resource: 'arn:aws:iam::111122223333:role/other' },
    [
      'service ec2.amazonaws.com',
      'account 777788889999 | only x',
      'federated okta',
    ],
  ],
  [
    'providers alone, where it denies AssumeRole',
    { Action: 'sts:AssumeRole' },
    ['federated okta'],
  ],
  [
    'services in any case, others in the organization, where it is a perimeter',
    {
      Condition: {
        StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1' },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      },
    },
    [
      'service ec2.amazonaws.com',
      'account 777788889999 | only x | but not when aws:PrincipalOrgID is not o-1, or is absent (RCP perimeter attached to the root)',
      'federated okta | but not when aws:PrincipalOrgID is not o-1, or is absent (RCP perimeter attached to the root)',
    ],
  ],
  [
    'no services, where it denies services',
    { Condition: { Bool: { 'aws:PrincipalIsAWSService': 'true' } } },
    ['account 777788889999 | only x', 'federated okta'],
  ],
  [
    'providers too, where it denies all but services and is about signed requests',
    { Condition: { Bool: { 'aws:PrincipalIsAWSService': 'false' } } },
    ['service ec2.amazonaws.com', 'federated okta'],
  ],
  [
    'nobody but accounts, where it denies services and what is not signed',
    { Condition: { BoolIfExists: { 'aws:PrincipalIsAWSService': 'true' } } },
    ['account 777788889999 | only x'],
  ],
])('an RCP filters the trusted principals: %s', (_, statement, expected) => {
  const trusted: TrustedPrincipal[] = [
    { kind: 'service', name: 'ec2.amazonaws.com', statement: 0 },
    {
      ...{ kind: 'account', name: '777788889999', statement: 1 },
      conditions: ['only x'],
    },
    { kind: 'federated', name: 'okta', statement: 2 },
  ];
  expect(
    underResourceControls(trusted, ROLE, perimeter(statement)).map(
      ({ kind, name, conditions = [] }) =>
        [`${kind} ${name}`, ...conditions].join(' | '),
    ),
  ).toEqual(expected);
});

it('keeps the service of a service-linked role, regardless of RCPs', () => {
  const trusted: TrustedPrincipal[] = [
    { kind: 'service', name: 'elb.amazonaws.com', statement: 0 },
  ];
  const linked =
    'arn:aws:iam::111122223333:role/aws-service-role/elb.amazonaws.com/x';
  expect(underResourceControls(trusted, linked, perimeter({}))).toBe(trusted);
});

it('lists nobody when the document is invalid', () => {
  expect(trustedPrincipals('{')).toEqual([]);
});

it.each<[string, string, string, string[] | undefined]>([
  ['account', '777788889999', 'role/a/deployer', ['only x']],
  ['account', '222233334444', 'role/a/deployer', undefined],
  ['principal', 'arn:aws:iam::777788889999:user/eve', 'user/eve', ['only x']],
  ['principal', 'arn:aws:iam::777788889999:user/eve', 'role/eve', undefined],
  [
    ...['principal', 'arn:aws:sts::777788889999:assumed-role/deployer/ci'],
    ...['role/a/deployer', ['only as session ci', 'only x']],
  ] as never,
  [
    ...['principal', 'arn:aws:sts::777788889999:assumed-role/deployer/ci'],
    ...['user/deployer', undefined],
  ] as never,
  [
    ...['principal', 'arn:aws:sts::222233334444:assumed-role/deployer/ci'],
    ...['role/a/deployer', undefined],
  ] as never,
])('matches %s %s against %s', (kind, name, resource, expected) => {
  const naming = { kind: kind as 'account', name, conditions: ['only x'] };
  expect(
    conditionsOfComing(
      { ...naming, statement: 0 },
      `arn:aws:iam::777788889999:${resource}`,
    ),
  ).toEqual(expected);
});
