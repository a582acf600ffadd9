import type { Statement } from '../document/types';
import {
  ACCOUNT,
  conditionHolds,
  decide,
  OTHER_ACCOUNT,
  policy,
  ROLE,
  SESSION,
  USER,
  type ShortRequest,
} from '../__testUtils__/cases';
import type { Decision } from './types';

// Cases that follow from the AWS documentation, but not from a single sentence.

const allowAll: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };
const allowIf = (Condition: Statement['Condition']): Statement => ({
  ...allowAll,
  Condition,
});

describe('conditions', () => {
  it.each<[string, string, string, string | string[] | undefined, boolean]>([
    ['an invalid number', 'NumericLessThan', '10', 'many', false],
    ['an invalid date', 'DateLessThan', '2026-01-01', 'yesterday', false],
    ['an invalid ARN and only wildcards', 'ArnLike', '*:*:*:*:*:*', 'x', false],
    [
      'an invalid ARN and a pattern for any ARN',
      'ArnLike',
      'arn:*:*:*:*:*',
      'x',
      false,
    ],
    ['an invalid address', 'IpAddress', '0.0.0.0/0', '1.2.3', false],
    [
      'both qualifier and IfExists',
      'ForAnyValue:StringEqualsIfExists',
      'a',
      undefined,
      true,
    ],
    [
      'a policy variable with several values',
      'StringEquals',
      '${test:Many}',
      'x',
      false,
    ],
  ])(
    'on %s: %s %j, request %j: %s',
    (_what, operator, wanted, actual, holds) => {
      const context = { 'test:Many': ['x', 'y'] };
      expect(conditionHolds(operator, wanted, actual, context)).toBe(holds);
    },
  );
});

describe('condition keys of the principal', () => {
  it.each<[string, ShortRequest, Decision]>([
    [
      'aws:PrincipalIsAWSService is false for a role',
      {
        statements: [
          allowIf({ Bool: { 'aws:PrincipalIsAWSService': 'false' } }),
        ],
      },
      'Allowed',
    ],
    [
      'values of the request context replace those of the principal',
      {
        statements: [allowIf({ ArnEquals: { 'aws:PrincipalArn': USER } })],
        context: { 'aws:principalarn': USER },
      },
      'Allowed',
    ],
  ])('%s', (_what, request, decision) => {
    expect(decide(request).decision).toBe(decision);
  });
});

it.each<[string | undefined, Decision, string[]]>([
  [undefined, 'ExplicitlyDenied', ['aws:ResourceAccount']],
  [ACCOUNT, 'Allowed', []],
  [OTHER_ACCOUNT, 'ExplicitlyDenied', []],
])(
  'the account of a bucket is known only if it is given: %s',
  (resourceAccount, decision, missing) => {
    const perimeter: Statement = {
      ...allowAll,
      Effect: 'Deny',
      Condition: {
        StringNotEquals: { 'aws:ResourceAccount': '${aws:PrincipalAccount}' },
      },
    };
    const result = decide({
      ...{ resourceAccount, statements: [allowAll, perimeter] },
      resource: 'arn:aws:s3:::bucket/key',
    });
    expect([result.decision, result.missingContext]).toEqual([
      decision,
      missing,
    ]);
  },
);

describe('resource policies', () => {
  const granted = (name: string, part: Partial<Statement> = {}) =>
    policy({ ...allowAll, Principal: { AWS: name }, ...part });
  const inPath = `arn:aws:iam::${ACCOUNT}:role/irsa/service`;

  it.each<[string, ShortRequest, Decision]>([
    [
      'allow a session of a role with a path by its role ARN',
      {
        principal: { kind: 'session', arn: SESSION, roleArn: inPath },
        resourcePolicy: granted(inPath),
        resourceAccount: ACCOUNT,
      },
      'Allowed',
    ],
    [
      'for another role do not limit the identity policies',
      {
        statements: [allowAll],
        resourcePolicy: granted(`${ROLE}-2`),
        resourceAccount: ACCOUNT,
      },
      'Allowed',
    ],
    [
      'are required for a service, which has no identity policies',
      {
        principal: { kind: 'service', arn: 'sns.amazonaws.com' },
        statements: [allowAll],
      },
      'ImplicitlyDenied',
    ],
    [
      'are not required for KMS actions without a key',
      { action: 'kms:ListKeys', resource: '*', statements: [allowAll] },
      'Allowed',
    ],
    [
      'are required for a resource whose ARN names another account',
      {
        action: 'sqs:SendMessage',
        resource: `arn:aws:sqs:eu-west-1:${OTHER_ACCOUNT}:q`,
        statements: [allowAll],
      },
      'ImplicitlyDenied',
    ],
  ])('%s', (_what, request, decision) => {
    expect(decide(request).decision).toBe(decision);
  });
});
