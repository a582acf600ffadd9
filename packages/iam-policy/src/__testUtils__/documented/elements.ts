import type { Statement } from '../../document/types';
import { policy, USER } from '../cases';
import type { PolicyCase, PolicyTable } from './types';

const allow = (part: Partial<Statement>): Statement => ({
  Effect: 'Allow',
  ...(part.NotAction ? {} : { Action: 's3:GetObject' }),
  ...(part.NotResource ? {} : { Resource: '*' }),
  ...part,
});

const decided = (yes: boolean) => (yes ? 'Allowed' : 'ImplicitlyDenied');

const action = (
  part: Partial<Statement>,
  name: string,
  yes: boolean,
): PolicyCase => ({
  case: name,
  action: name,
  statements: [allow(part)],
  decision: decided(yes),
});

const resource = (
  part: Partial<Statement>,
  arn: string,
  yes: boolean,
): PolicyCase => ({
  case: arn,
  resource: arn,
  statements: [allow(part)],
  decision: decided(yes),
});

const ACTION = 'IAM JSON policy elements: Action';
const NOT_ACTION = 'IAM JSON policy elements: NotAction';
const RESOURCE = 'IAM JSON policy elements: Resource';
const NOT_RESOURCE = 'IAM JSON policy elements: NotResource';
const VARIABLES = 'IAM policy elements: Variables and tags';
const CONDITION = 'IAM JSON policy elements: Condition';

const home = 'arn:aws:s3:::home/${aws:username}/*';
const ana = { kind: 'user' as const, arn: USER };
const inVersion = (
  Version: '2008-10-17' | undefined,
  arn: string,
  yes: boolean,
): PolicyCase => ({
  case: `version ${Version}, ${arn}`,
  principal: ana,
  identityPolicies: [
    {
      name: 'old',
      document: {
        ...(Version && { Version }),
        Statement: allow({ Resource: home }),
      },
    },
  ],
  resource: arn,
  decision: decided(yes),
});

export const elementTables: PolicyTable[] = [
  {
    page: ACTION,
    says: 'The prefix and the action name are case insensitive.',
    cases: [
      action({ Action: 'S3:getobject' }, 's3:GetObject', true),
      action({ Action: 's3:GetObject' }, 'S3:GETOBJECT', true),
    ],
  },
  {
    page: ACTION,
    says: 'You can use a wildcard (*) to give access to all the actions the specific AWS product offers.',
    cases: [
      action({ Action: 's3:*' }, 's3:GetObject', true),
      action({ Action: 's3:*' }, 's3express:CreateSession', false),
      action({ Action: 's3:*' }, 'sqs:SendMessage', false),
    ],
  },
  {
    page: ACTION,
    says: 'You can also use wildcards (*) as part of the action name.',
    cases: [
      action({ Action: 'iam:*AccessKey*' }, 'iam:CreateAccessKey', true),
      action({ Action: 'iam:*AccessKey*' }, 'iam:ListAccessKeys', true),
      action({ Action: 'iam:*AccessKey*' }, 'iam:CreateUser', false),
      action({ Action: 's3:Get*' }, 's3:PutObject', false),
    ],
  },
  {
    page: ACTION,
    says: 'You can specify multiple values for the Action element.',
    cases: [
      action(
        { Action: ['sqs:SendMessage', 'ec2:StartInstances'] },
        'ec2:StartInstances',
        true,
      ),
      action(
        { Action: ['sqs:SendMessage', 'ec2:StartInstances'] },
        'ec2:StopInstances',
        false,
      ),
    ],
  },
  {
    page: NOT_ACTION,
    says: 'The following example allows users to access every action in every AWS service except for IAM.',
    cases: [
      action({ NotAction: 'iam:*' }, 's3:GetObject', true),
      action({ NotAction: 'iam:*' }, 'iam:GetRole', false),
      action({ NotAction: 'IAM:*' }, 'iam:GetRole', false),
    ],
  },
  {
    page: NOT_ACTION,
    says: 'This does not allow users to use the ListAllMyBuckets S3 API operation, because that action requires the "*" resource.',
    cases: [
      {
        case: 'an action on *',
        action: 's3:ListAllMyBuckets',
        resource: '*',
        statements: [
          allow({
            NotAction: 's3:DeleteBucket',
            Resource: 'arn:aws:s3:::*',
          }),
        ],
        decision: 'ImplicitlyDenied',
      },
      {
        case: 'an action on a bucket',
        action: 's3:ListBucket',
        resource: 'arn:aws:s3:::b',
        statements: [
          allow({
            NotAction: 's3:DeleteBucket',
            Resource: 'arn:aws:s3:::*',
          }),
        ],
        decision: 'Allowed',
      },
    ],
  },
  {
    page: NOT_ACTION,
    says: 'If the user is signed in with MFA, then the "Condition" test fails and the final "Deny" statement has no effect.',
    cases: (
      [
        ['true', 's3:GetObject', 'Allowed'],
        ['false', 's3:GetObject', 'ExplicitlyDenied'],
        [undefined, 's3:GetObject', 'ExplicitlyDenied'],
        ['false', 'iam:GetUser', 'Allowed'],
      ] as const
    ).map(([mfa, name, decision]) => ({
      case: `${name}, MFA ${mfa}`,
      action: name,
      ...(mfa && { context: { 'aws:MultiFactorAuthPresent': mfa } }),
      statements: [
        allow({ Action: '*' }),
        {
          Effect: 'Deny',
          NotAction: 'iam:*',
          Resource: '*',
          Condition: {
            BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' },
          },
        },
      ],
      decision,
    })),
  },
  {
    page: RESOURCE,
    says: 'An asterisk (*) represents any combination of characters and a question mark (?) represents any single character.',
    cases: [
      resource({ Resource: 'arn:aws:s3:::b/*' }, 'arn:aws:s3:::b/a/b/c', true),
      resource({ Resource: 'arn:aws:s3:::b/*' }, 'arn:aws:s3:::b', false),
      resource({ Resource: 'arn:aws:s3:::b-??' }, 'arn:aws:s3:::b-01', true),
      resource({ Resource: 'arn:aws:s3:::b-??' }, 'arn:aws:s3:::b-1', false),
    ],
  },
  {
    page: RESOURCE,
    says: 'The following example refers to all IAM users whose path is /accounting.',
    cases: [
      resource(
        { Resource: 'arn:aws:iam::111122223333:user/accounting/*' },
        'arn:aws:iam::111122223333:user/accounting/bo',
        true,
      ),
      resource(
        { Resource: 'arn:aws:iam::111122223333:user/accounting/*' },
        'arn:aws:iam::111122223333:user/bo',
        false,
      ),
    ],
  },
  {
    page: RESOURCE,
    says: 'You can specify multiple resources.',
    cases: [
      resource(
        { Resource: ['arn:aws:s3:::a', 'arn:aws:s3:::b'] },
        'arn:aws:s3:::b',
        true,
      ),
      resource(
        { Resource: ['arn:aws:s3:::a', 'arn:aws:s3:::b'] },
        'arn:aws:s3:::c',
        false,
      ),
    ],
  },
  {
    page: RESOURCE,
    says: 'In these cases, you use the wildcard * in the Resource element.',
    cases: [
      resource({ Resource: '*' }, '*', true),
      resource({ Resource: 'arn:aws:s3:::b' }, '*', false),
    ],
  },
  {
    page: NOT_RESOURCE,
    says: 'NotResource is an advanced policy element that explicitly matches all resources, for the specified services, except for the resources listed in the statement.',
    cases: [
      resource({ NotResource: 'arn:aws:s3:::b/*' }, 'arn:aws:s3:::c/k', true),
      resource(
        { NotResource: ['arn:aws:s3:::b', 'arn:aws:s3:::b/*'] },
        'arn:aws:s3:::b/k',
        false,
      ),
    ],
  },
  {
    page: NOT_RESOURCE,
    says: 'The following policy explicitly denies access to all Amazon S3 resources other than the listed resources.',
    cases: (
      [
        ['arn:aws:s3:::HRBucket/Payroll/1', 'Allowed'],
        ['arn:aws:s3:::HRBucket/Other', 'ExplicitlyDenied'],
      ] as const
    ).map(([arn, decision]) => ({
      case: arn,
      resource: arn,
      statements: [
        allow({}),
        {
          Effect: 'Deny',
          Action: 's3:*',
          NotResource: [
            'arn:aws:s3:::HRBucket/Payroll',
            'arn:aws:s3:::HRBucket/Payroll/*',
          ],
        },
      ],
      decision,
    })),
  },
  {
    page: VARIABLES,
    says: 'When this policy is evaluated, IAM replaces the variable ${aws:username} with the friendly name of the actual current user.',
    cases: [
      {
        case: 'the home of the user',
        principal: ana,
        statements: [allow({ Resource: home })],
        resource: 'arn:aws:s3:::home/ana/x',
        decision: 'Allowed',
      },
      {
        case: 'the home of another user',
        principal: ana,
        statements: [allow({ Resource: home })],
        resource: 'arn:aws:s3:::home/bea/x',
        decision: 'ImplicitlyDenied',
      },
    ],
  },
  {
    page: VARIABLES,
    says: 'not present means that the value is not in the current request information, and any attempt to match it fails and causes the statement to be invalid.',
    cases: [
      {
        case: 'a role, which has no user name',
        statements: [allow({ Resource: home })],
        resource: 'arn:aws:s3:::home/ana/x',
        decision: 'ImplicitlyDenied',
      },
    ],
  },
  {
    page: VARIABLES,
    says: "For example, the following Resource element refers to only a bucket that is named the same as the value in the requesting user's department tag.",
    cases: (
      [
        ['blue', 'Allowed'],
        ['red', 'ImplicitlyDenied'],
        ['*', 'ImplicitlyDenied'],
      ] as const
    ).map(([department, decision]) => ({
      case: `the department is ${department}`,
      statements: [
        allow({
          Resource: 'arn:aws:s3:::bucket/${aws:PrincipalTag/department}',
        }),
      ],
      context: { 'aws:PrincipalTag/department': department },
      resource: 'arn:aws:s3:::bucket/blue',
      decision,
    })),
  },
  {
    page: VARIABLES,
    says: "If you don't include the Version element and set it to an appropriate version date, variables like ${aws:username} are treated as literal strings in the policy.",
    cases: [
      inVersion('2008-10-17', 'arn:aws:s3:::home/ana/x', false),
      inVersion('2008-10-17', 'arn:aws:s3:::home/${aws:username}/x', true),
      inVersion(undefined, 'arn:aws:s3:::home/ana/x', false),
      inVersion(undefined, 'arn:aws:s3:::home/${aws:username}/x', true),
    ],
  },
  {
    page: CONDITION,
    says: 'Condition key names are not case-sensitive.',
    cases: [
      {
        case: 'another letter case in the request',
        statements: [
          allow({
            Condition: { StringEquals: { 'AWS:sourceVPC': 'vpc-1' } },
          }),
        ],
        context: { 'aws:SourceVpc': 'vpc-1' },
        decision: 'Allowed',
      },
    ],
  },
  {
    page: CONDITION,
    says: 'A Condition element can contain multiple conditions, and each condition can contain multiple key-value pairs.',
    cases: (['true', 'false'] as const).map(c => ({
      case: `the last of three conditions is ${c}`,
      statements: [
        allow({
          Condition: {
            StringEquals: { 'aws:a': '1', 'aws:b': '2' },
            Bool: { 'aws:c': 'true' },
          },
        }),
      ],
      context: { 'aws:a': '1', 'aws:b': '2', 'aws:c': c },
      decision: decided(c === 'true'),
    })),
  },
  {
    page: 'AWS JSON policy elements: Principal',
    says: 'When you use this key, the role session principal is granted the permissions based on the ARN of role that was assumed, and not the ARN of the resulting session.',
    cases: (
      [
        ['arn:aws:iam::111122223333:role/service', true],
        ['arn:aws:sts::111122223333:assumed-role/service/one', false],
      ] as const
    ).map(([arn, yes]) => ({
      case: arn,
      identityPolicies: [
        policy(
          allow({ Condition: { ArnEquals: { 'aws:PrincipalArn': arn } } }),
        ),
      ],
      decision: decided(yes),
    })),
  },
];
