import fc from 'fast-check';
import type { ConditionBlock, NamedPolicy, Statement } from '../document/types';
import type { EvaluationRequest } from '../evaluate/types';
import { ACCOUNT, OTHER_ACCOUNT, ROLE, SESSION } from './cases';

// Few names, so that patterns and requests often meet.
const action = fc.constantFrom(
  's3:GetObject',
  'S3:getobject',
  's3:PutObject',
  's3:*',
  's3:Get*',
  's3:?etObject',
  'sqs:*',
  '*',
);
const resource = fc.constantFrom(
  '*',
  'arn:aws:s3:::a',
  'arn:aws:s3:::a/*',
  'arn:aws:s3:::a/x',
  'arn:aws:s3:::?/x',
  'arn:aws:s3:::*b*',
);
const key = fc.constantFrom('aws:One', 'AWS:one', 'aws:Two');
const wantedValue = fc.constantFrom(
  'a',
  'b',
  'a*',
  '?',
  '1',
  '2',
  'true',
  'false',
);
const OPERATORS = [
  'StringEquals',
  'StringNotEquals',
  'StringLike',
  'StringNotLike',
  'NumericEquals',
  'NumericNotEquals',
  'NumericLessThan',
  'Bool',
];
const operator = fc.constantFrom(
  'Null',
  ...OPERATORS.flatMap(name => [
    name,
    `${name}IfExists`,
    `ForAllValues:${name}`,
    `ForAnyValue:${name}`,
  ]),
);

const oneOrMore = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T | T[]> =>
  fc.oneof(item, fc.array(item, { minLength: 1, maxLength: 3 }));

const condition: fc.Arbitrary<ConditionBlock> = fc.dictionary(
  operator,
  fc.dictionary(key, oneOrMore(wantedValue), { minKeys: 1, maxKeys: 2 }),
  { maxKeys: 2 },
);

/** Statements of identity policies, valid, with or without conditions. */
export const arbitraryStatement: fc.Arbitrary<Statement> = fc
  .record({
    effect: fc.constantFrom(
      'Allow' as const,
      'Allow' as const,
      'Deny' as const,
    ),
    actions: oneOrMore(action),
    resources: oneOrMore(resource),
    notAction: fc.nat(5),
    notResource: fc.nat(5),
    conditions: fc.oneof(
      { weight: 2, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: condition },
    ),
  })
  .map(
    ({ effect, actions, resources, notAction, notResource, conditions }) => ({
      Effect: effect,
      ...(notAction === 0 ? { NotAction: actions } : { Action: actions }),
      ...(notResource === 0
        ? { NotResource: resources }
        : { Resource: resources }),
      ...(conditions && { Condition: conditions }),
    }),
  );

/** Valid identity policies. */
export const arbitraryPolicy: fc.Arbitrary<NamedPolicy> = fc
  .array(arbitraryStatement, { maxLength: 4 })
  .map(statements => ({
    name: 'random',
    document: { Version: '2012-10-17', Statement: statements },
  }));

const principal = fc.constantFrom(
  '*' as const,
  { AWS: '*' },
  { AWS: ROLE },
  { AWS: SESSION },
  { AWS: [ACCOUNT, OTHER_ACCOUNT] },
  { AWS: OTHER_ACCOUNT },
);
const resourcePolicy: fc.Arbitrary<NamedPolicy> = fc
  .array(fc.tuple(arbitraryStatement, principal), { maxLength: 3 })
  .map(statements => ({
    name: 'random resource policy',
    document: {
      Version: '2012-10-17',
      Statement: statements.map(([statement, Principal]) => ({
        ...statement,
        Principal,
      })),
    },
  }));

const optional = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(item, { nil: undefined });
const policies = fc.array(arbitraryPolicy, { maxLength: 3 });

/** Requests of a role session within one account, with random policies in every layer. */
export const arbitraryRequest: fc.Arbitrary<EvaluationRequest> = fc.record({
  principal: fc.constant({
    kind: 'session' as const,
    arn: SESSION,
    roleArn: ROLE,
    accountId: ACCOUNT,
  }),
  action: fc.constantFrom('s3:GetObject', 's3:PutObject', 'sqs:SendMessage'),
  resource: fc.constantFrom(
    '*',
    'arn:aws:s3:::a',
    'arn:aws:s3:::a/x',
    'arn:aws:s3:::b/x',
  ),
  context: fc.dictionary(
    fc.constantFrom('aws:one', 'aws:two'),
    oneOrMore(
      fc.constantFrom('a', 'ab', 'b', '1', '1.0', '3', 'true', 'false'),
    ),
  ),
  identityPolicies: policies,
  permissionsBoundary: optional(arbitraryPolicy),
  sessionPolicies: optional(policies),
  resourcePolicy: optional(resourcePolicy),
  serviceControlPolicies: optional(fc.array(policies, { maxLength: 2 })),
});
