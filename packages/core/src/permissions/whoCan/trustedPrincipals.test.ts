import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';
import {
  conditionsOfComing,
  principalsByResource,
  trustedPrincipals,
  underResourceControls,
  type TrustedPrincipal,
} from './trustedPrincipals';

const ACCOUNT = 'arn:aws:iam::777788889999:root';
const FOLDER = 'arn:aws:s3:::assets/${aws:username}/a';
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
    'services by name, except EKS Pod Identity',
    [allow({ Service: ['ec2.amazonaws.com', 'pods.eks.amazonaws.com'] })],
    ['service | ec2.amazonaws.com'],
  ],
  [
    'an account by its root ARN or its ID',
    [allow({ AWS: [ACCOUNT, '222233334444'] })],
    ['account | 222233334444', 'account | 777788889999'],
  ],
  ['everybody in AWS', [allow('*')], ['account | *']],
  ['everybody in AWS, in a list', [allow({ AWS: ['*'] })], ['account | *']],
  [
    'a role or a user of any account',
    [allow({ AWS: 'arn:aws:iam::777788889999:role/deployer' })],
    ['principal | arn:aws:iam::777788889999:role/deployer'],
  ],
  [
    'nobody for the unique ID of a deleted principal',
    [allow({ AWS: 'AROAEXAMPLEEXAMPLE12' })],
    [],
  ],
  [
    'an identity provider, except OIDC providers of clusters',
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
    'an account with the condition of an external ID',
    [
      allow(
        { AWS: ACCOUNT },
        { Condition: { StringEquals: { 'sts:ExternalId': 'partner' } } },
      ),
    ],
    ['account | 777788889999 | only when sts:ExternalId is partner'],
  ],
  [
    'an account without conditions, if only another statement has some',
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
    'nobody for sts:TagSession',
    [allow({ AWS: ACCOUNT }, { Action: 'sts:TagSession' })],
    [],
  ],
  [
    'an account for an action with a wildcard, in any letter case',
    [allow({ AWS: ACCOUNT }, { Action: 'STS:assume*' })],
    ['account | 777788889999'],
  ],
  [
    'everybody except the accounts and roles of a Deny',
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
    'an account except its own role in a conditional Deny',
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
    'everybody, although a Deny names a service',
    [
      allow('*'),
      { ...allow({ Service: 'ec2.amazonaws.com' }), Effect: 'Deny' },
    ],
    ['account | *'],
  ],
  [
    'services except the service of a Deny',
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
    'an account with the conditions of a Deny of everybody',
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
    'nobody if a Deny names everybody',
    [allow({ AWS: ACCOUNT }), { ...allow('*'), Effect: 'Deny' }],
    [],
  ],
  [
    'nobody if a Deny names everybody in a list',
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
    'the service that it names',
    { Principal: { Service: 'cloudfront.amazonaws.com' } },
    ['service cloudfront.amazonaws.com'],
  ],
  [
    'nobody on another resource',
    { Principal: '*', Resource: 'arn:aws:s3:::assets/private/*' },
    [],
  ],
  ['nobody for another action', { Principal: '*', Action: 's3:PutObject' }, []],
  [
    'everybody with NotAction and NotResource',
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
    'an account without a Resource element, as in ECR policies',
    { Principal: { AWS: ACCOUNT }, Resource: undefined },
    ['account 777788889999'],
  ],
  [
    'a canonical user and a CloudFront identity by their names',
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
    'a role session, but nobody by unique ID',
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
    'an account on a folder with a policy variable',
    {
      Principal: { AWS: ACCOUNT },
      Resource: 'arn:aws:s3:::assets/${aws:username}/a',
    },
    [`account 777788889999 | only when the resource matches ${FOLDER}`],
  ],
  [
    'an account on all but a folder with a policy variable',
    {
      ...{ Principal: { AWS: ACCOUNT }, Resource: undefined },
      NotResource: FOLDER,
    },
    [`account 777788889999 | only when the resource does not match ${FOLDER}`],
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
      ({ kind, name, conditions = [] }) =>
        [`${kind} ${name}`, ...conditions].join(' | '),
    ),
  ).toEqual(expected);
});

it.each<[string, Partial<Statement>, string[]]>([
  [
    'a folder with a policy variable',
    { Resource: FOLDER },
    [`but not when the resource matches ${FOLDER}`],
  ],
  [
    'all but a folder with a policy variable',
    { NotResource: FOLDER },
    [`but not when the resource does not match ${FOLDER}`],
  ],
  ['another folder with a policy variable', { Resource: `${FOLDER}/x` }, []],
  ['text in a document of the earlier version', { Resource: FOLDER }, []],
])(
  'a Deny of %s does not apply to all requests of a principal',
  (title, part, conditions) => {
    const policy: PolicyDocument = {
      Version: title.includes('version') ? '2008-10-17' : '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
        { Effect: 'Deny', Principal: '*', Action: '*', ...part },
      ],
    };
    const [everybody] = principalsByResource(policy, {
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::assets/b/a',
    });
    expect(everybody).toMatchObject({ kind: 'account', name: '*' });
    expect(everybody.conditions ?? []).toEqual(conditions);
  },
);

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
  ['nobody if it denies everything', {}, []],
  [
    'all if it applies only to another role',
    { Resource: 'arn:aws:iam::111122223333:role/other' },
    [
      'service ec2.amazonaws.com',
      'account 777788889999 | only x',
      'federated okta',
    ],
  ],
  [
    'only identity providers if it denies AssumeRole',
    { Action: 'sts:AssumeRole' },
    ['federated okta'],
  ],
  [
    'services, and others only in the organization, if it is a perimeter',
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
    'no services if it denies services',
    { Condition: { Bool: { 'aws:PrincipalIsAWSService': 'true' } } },
    ['account 777788889999 | only x', 'federated okta'],
  ],
  [
    'services and identity providers if it denies signed requests of others',
    { Condition: { Bool: { 'aws:PrincipalIsAWSService': 'false' } } },
    ['service ec2.amazonaws.com', 'federated okta'],
  ],
  [
    'only accounts if it denies services and unsigned requests',
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
  ['account', '*', 'role/a/deployer', ['only x']],
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

describe('a Deny of some principals of a trusted account', () => {
  const arnOf = (name: string) => `arn:aws:iam::777788889999:${name}`;
  const CI = arnOf('role/ci');
  const coming = (denial: object, ...principals: unknown[]) => {
    const document = {
      Version: '2012-10-17',
      Statement: [
        ...(principals.length > 0 ? principals : [{ AWS: ACCOUNT }]).map(one =>
          allow(one),
        ),
        { ...allow('*'), Effect: 'Deny', ...denial },
      ],
    };
    const trusted = trustedPrincipals(JSON.stringify(document));
    return ['role/ci', 'role/path/ci', 'user/eve'].map(name => {
      const [first] = trusted.flatMap(one => {
        const conditions = conditionsOfComing(one, arnOf(name));
        return conditions ? [conditions] : [];
      });
      return first?.join(' | ') ?? 'denied';
    });
  };

  it.each<[string, object, string[]]>([
    ['a role', { Principal: { AWS: CI } }, ['denied', '', '']],
    [
      'a role and a user',
      { Principal: { AWS: [CI, arnOf('user/eve')] } },
      ['denied', '', 'denied'],
    ],
    [
      'a role by a condition',
      { Condition: { ArnEquals: { 'aws:PrincipalArn': CI } } },
      ['denied', '', ''],
    ],
    [
      'all but some roles, which a pattern names',
      { Condition: { ArnNotLike: { 'aws:PrincipalArn': arnOf('role/*') } } },
      ['', '', 'denied'],
    ],
    [
      'all but one role in the account',
      {
        Condition: {
          StringNotEquals: { 'aws:PrincipalArn': CI },
          StringEquals: { 'aws:PrincipalAccount': '777788889999' },
        },
      },
      ['', 'denied', 'denied'],
    ],
    [
      'a role without TLS, which a call decides',
      {
        Principal: { AWS: CI },
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
      Array(3).fill(`but not ${CI} without TLS`),
    ],
    [
      'a role by a policy variable, which a call decides',
      {
        Condition: {
          ArnEquals: {
            'aws:PrincipalArn': arnOf('role/${aws:SourceIdentity}'),
          },
        },
      },
      Array(3).fill(
        `but not when aws:PrincipalArn matches ${arnOf(
          'role/${aws:SourceIdentity}',
        )}`,
      ),
    ],
    [
      'a session of a role',
      {
        Principal: {
          AWS: 'arn:aws:sts::777788889999:assumed-role/ci/nightly',
        },
      },
      Array(3).fill(
        'but not arn:aws:sts::777788889999:assumed-role/ci/nightly',
      ),
    ],
  ])('%s denies only these', (_, denial, expected) => {
    expect(coming(denial)).toEqual(expected);
  });

  it('also denies them if the policy allows everybody, or the role itself', () => {
    const denial = { Condition: { ArnLike: { 'aws:PrincipalArn': CI } } };
    const all = [{ AWS: ACCOUNT }, '*', { AWS: CI }];
    expect(coming(denial, ...all)).toEqual(['denied', '', '']);
    const byName = { Principal: { AWS: CI } };
    expect(coming(byName, ...all)).toEqual(['denied', '', '']);
  });

  it('denies them also if it is an RCP', () => {
    const [account] = underResourceControls(
      [{ kind: 'account', name: '777788889999', statement: 0 }],
      ROLE,
      perimeter({ Condition: { ArnEquals: { 'aws:PrincipalArn': CI } } }),
    );
    expect(account.conditions).toEqual([
      `but not when aws:PrincipalArn matches ${CI} (RCP perimeter attached to the root)`,
    ]);
    expect(conditionsOfComing(account, CI)).toBeUndefined();
    expect(conditionsOfComing(account, arnOf('user/eve'))).toEqual([]);
  });
});
