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
    ['what is no number', 'NumericLessThan', '10', 'many', false],
    ['what is no date', 'DateLessThan', '2026-01-01', 'yesterday', false],
    ['what is no ARN', 'ArnLike', '*:*:*:*:*:*', 'x', false],
    ['what is no ARN either', 'ArnLike', 'arn:*:*:*:*:*', 'x', false],
    ['what is no address', 'IpAddress', '0.0.0.0/0', '1.2.3', false],
    [
      'both qualifier and IfExists',
      'ForAnyValue:StringEqualsIfExists',
      'a',
      undefined,
      true,
    ],
    [
      'a key with several values as a variable',
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
      'what the caller says goes before them',
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

describe('resource policies', () => {
  const granted = (name: string, part: Partial<Statement> = {}) =>
    policy({ ...allowAll, Principal: { AWS: name }, ...part });
  const inPath = `arn:aws:iam::${ACCOUNT}:role/irsa/service`;

  it.each<[string, ShortRequest, Decision]>([
    [
      'a role with a path needs its own ARN',
      {
        principal: { kind: 'session', arn: SESSION, roleArn: inPath },
        resourcePolicy: granted(inPath),
        resourceAccount: ACCOUNT,
      },
      'Allowed',
    ],
    [
      'another role does not hinder the identity policies',
      {
        statements: [allowAll],
        resourcePolicy: granted(`${ROLE}-2`),
        resourceAccount: ACCOUNT,
      },
      'Allowed',
    ],
    [
      'a service has no identity policies',
      {
        principal: { kind: 'service', arn: 'sns.amazonaws.com' },
        statements: [allowAll],
      },
      'ImplicitlyDenied',
    ],
    [
      'actions of KMS without a key need no key policy',
      { action: 'kms:ListKeys', resource: '*', statements: [allowAll] },
      'Allowed',
    ],
    [
      'the account in the ARN counts',
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
