import type { Statement } from '../document/types';
import {
  ACCOUNT,
  describeCases,
  USER,
  type Case,
} from '../__testUtils__/cases';

const allow = (part: Partial<Statement>): Statement => ({
  Effect: 'Allow',
  ...(part.NotAction ? {} : { Action: 's3:GetObject' }),
  ...(part.NotResource ? {} : { Resource: '*' }),
  ...part,
});

const decided = (yes: boolean) => (yes ? 'Allowed' : 'ImplicitlyDenied');

const actionCases: Array<[string, Partial<Statement>, string, boolean]> = [
  [
    'prefix and name are case insensitive',
    { Action: 'S3:getobject' },
    's3:GetObject',
    true,
  ],
  [
    'a wildcard for part of the name',
    { Action: 's3:Get*' },
    's3:GetObjectTagging',
    true,
  ],
  [
    'a wildcard for part of the name',
    { Action: 's3:Get*' },
    's3:PutObject',
    false,
  ],
  [
    'a wildcard in the middle',
    { Action: 'iam:*AccessKey*' },
    'iam:ListAccessKeys',
    true,
  ],
  [
    'a single-character wildcard',
    { Action: 'iam:Pass?ole' },
    'iam:PassRole',
    true,
  ],
  ['all actions', { Action: '*' }, 'ec2:RunInstances', true],
  [
    'several actions',
    { Action: ['sqs:*', 's3:ListBucket'] },
    's3:ListBucket',
    true,
  ],
  [
    'a prefix is not another service',
    { Action: 's3:*' },
    's3express:CreateSession',
    false,
  ],
];

const notActionCases: Array<[string, Partial<Statement>, string, boolean]> = [
  ['everything but the list', { NotAction: 'iam:*' }, 's3:GetObject', true],
  [
    'not what stands in the list',
    { NotAction: ['iam:*', 's3:*'] },
    's3:GetObject',
    false,
  ],
  ['case insensitive too', { NotAction: 'IAM:*' }, 'iam:GetRole', false],
];

const rows = (
  page: string,
  table: Array<[string, Partial<Statement>, string, boolean]>,
  field: 'action' | 'resource',
): Case[] =>
  table.map(([says, part, value, yes]) => ({
    page,
    says: `${says}: ${value}`,
    statements: [allow(part)],
    [field]: value,
    decision: decided(yes),
  }));

describeCases(
  'Action',
  rows('IAM JSON policy elements: Action', actionCases, 'action'),
);
describeCases(
  'NotAction',
  rows('IAM JSON policy elements: NotAction', notActionCases, 'action'),
);

describeCases(
  'Resource',
  rows(
    'IAM JSON policy elements: Resource',
    [
      ['an ARN', { Resource: 'arn:aws:s3:::b/k' }, 'arn:aws:s3:::b/k', true],
      [
        'ARNs are case sensitive',
        { Resource: 'arn:aws:s3:::b/K' },
        'arn:aws:s3:::b/k',
        false,
      ],
      [
        'a star reaches over slashes',
        { Resource: 'arn:aws:s3:::b/*' },
        'arn:aws:s3:::b/a/b/c',
        true,
      ],
      [
        'the bucket is not among its objects',
        { Resource: 'arn:aws:s3:::b/*' },
        'arn:aws:s3:::b',
        false,
      ],
      [
        'a question mark is one character',
        { Resource: 'arn:aws:s3:::b-??' },
        'arn:aws:s3:::b-01',
        true,
      ],
      [
        'a question mark is one character',
        { Resource: 'arn:aws:s3:::b-??' },
        'arn:aws:s3:::b-1',
        false,
      ],
      [
        'several resources',
        { Resource: ['arn:aws:s3:::a', 'arn:aws:s3:::b'] },
        'arn:aws:s3:::b',
        true,
      ],
      [
        'only * covers actions without a resource',
        { Resource: 'arn:aws:s3:::*' },
        '*',
        false,
      ],
      [
        'only * covers actions without a resource',
        { Resource: '*' },
        '*',
        true,
      ],
    ],
    'resource',
  ),
);

describeCases(
  'NotResource',
  rows(
    'IAM JSON policy elements: NotResource',
    [
      [
        'every resource but the listed',
        { NotResource: 'arn:aws:s3:::b/*' },
        'arn:aws:s3:::c/k',
        true,
      ],
      [
        'not the listed ones',
        { NotResource: ['arn:aws:s3:::b', 'arn:aws:s3:::b/*'] },
        'arn:aws:s3:::b/k',
        false,
      ],
      [
        'a variable without a value leaves nobody able to say',
        { NotResource: 'arn:aws:s3:::${aws:PrincipalTag/none}' },
        'arn:aws:s3:::c/k',
        false,
      ],
    ],
    'resource',
  ),
);

const home = 'arn:aws:s3:::home/${aws:username}/*';
describeCases('policy variables in Resource', [
  {
    page: 'IAM policy elements: Variables and tags',
    says: 'aws:username is the name of the user',
    principal: { kind: 'user', arn: USER },
    statements: [allow({ Resource: home })],
    resource: 'arn:aws:s3:::home/ana/x',
    decision: 'Allowed',
  },
  {
    page: 'IAM policy elements: Variables and tags',
    says: 'another user has another home',
    principal: { kind: 'user', arn: USER },
    statements: [allow({ Resource: home })],
    resource: 'arn:aws:s3:::home/bea/x',
    decision: 'ImplicitlyDenied',
  },
  {
    page: 'IAM policy elements: Variables and tags',
    says: 'without the key the statement does not match',
    statements: [allow({ Resource: home })],
    resource: 'arn:aws:s3:::home/ana/x',
    decision: 'ImplicitlyDenied',
  },
  {
    page: 'IAM policy elements: Variables and tags',
    says: 'a tag whose value is a star is a star',
    statements: [
      allow({ Resource: 'arn:aws:s3:::home/${aws:PrincipalTag/team}' }),
    ],
    context: { 'aws:PrincipalTag/team': '*' },
    resource: 'arn:aws:s3:::home/blue',
    decision: 'ImplicitlyDenied',
  },
  ...(['2008-10-17', undefined] as const).flatMap((Version): Case[] => [
    {
      page: 'IAM JSON policy elements: Version',
      says: `in version ${Version} a variable is literal text`,
      principal: { kind: 'user', arn: USER },
      identityPolicies: [
        {
          name: 'old',
          document: {
            ...(Version && { Version }),
            Statement: allow({ Resource: home }),
          },
        },
      ],
      resource: 'arn:aws:s3:::home/ana/x',
      decision: 'ImplicitlyDenied',
    },
    {
      page: 'IAM JSON policy elements: Version',
      says: `in version ${Version} a variable matches its own text`,
      principal: { kind: 'user', arn: USER },
      identityPolicies: [
        {
          name: 'old',
          document: {
            ...(Version && { Version }),
            Statement: allow({ Resource: home }),
          },
        },
      ],
      resource: 'arn:aws:s3:::home/${aws:username}/x',
      decision: 'Allowed',
    },
  ]),
]);

const deny = (part: Partial<Statement> = {}): Statement => ({
  ...allow(part),
  Effect: 'Deny',
});
const PAGE = 'Policy evaluation logic';
describeCases('Effect', [
  {
    page: PAGE,
    says: 'by default all requests are implicitly denied',
    statements: [],
    decision: 'ImplicitlyDenied',
  },
  {
    page: PAGE,
    says: 'an explicit allow overrides this default',
    statements: [allow({})],
    decision: 'Allowed',
  },
  {
    page: PAGE,
    says: 'an explicit deny overrides any allow',
    statements: [allow({}), deny()],
    decision: 'ExplicitlyDenied',
  },
  {
    page: PAGE,
    says: 'an explicit deny alone is explicit',
    statements: [deny()],
    decision: 'ExplicitlyDenied',
  },
  {
    page: PAGE,
    says: 'a deny of another resource does not matter',
    statements: [allow({}), deny({ Resource: 'arn:aws:s3:::c' })],
    decision: 'Allowed',
  },
  {
    page: 'IAM JSON policy elements: Condition',
    says: 'all keys and operators are evaluated by AND',
    statements: [
      allow({
        Condition: {
          StringEquals: { 'aws:a': '1', 'aws:b': '2' },
          Bool: { 'aws:c': 'true' },
        },
      }),
    ],
    context: { 'aws:a': '1', 'aws:b': '2', 'aws:c': 'false' },
    decision: 'ImplicitlyDenied',
  },
  {
    page: 'IAM JSON policy elements: Condition',
    says: 'context key names are not case-sensitive',
    statements: [
      allow({ Condition: { StringEquals: { 'AWS:sourceVPC': 'vpc-1' } } }),
    ],
    context: { 'aws:SourceVpc': 'vpc-1' },
    decision: 'Allowed',
  },
  {
    page: 'AWS global condition context keys',
    says: 'aws:PrincipalArn of a session is the ARN of its role',
    statements: [
      allow({
        Condition: {
          ArnEquals: {
            'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/service`,
          },
        },
      }),
    ],
    decision: 'Allowed',
  },
  {
    page: 'AWS global condition context keys',
    says: 'what the caller says goes before what follows from the principal',
    statements: [
      allow({
        Condition: { ArnEquals: { 'aws:PrincipalArn': USER } },
      }),
    ],
    context: { 'aws:principalarn': USER },
    decision: 'Allowed',
  },
  {
    page: 'AWS global condition context keys',
    says: 'aws:PrincipalIsAWSService is false for a role',
    statements: [
      allow({ Condition: { Bool: { 'aws:PrincipalIsAWSService': 'false' } } }),
    ],
    decision: 'Allowed',
  },
]);
