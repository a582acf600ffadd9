import fc from 'fast-check';
import type {
  ConditionBlock,
  NamedPolicy,
  PrincipalElement,
  Statement,
} from '../document/types';
import type { EvaluationRequest, Principal } from '../evaluate/types';
import { brokenly } from './broken';
import { ACCOUNT, OTHER_ACCOUNT, ROLE, ROOT, SESSION, USER } from './cases';

// Only a few names exist, so that patterns often match requests.
const action = fc.constantFrom(
  's3:GetObject',
  'S3:getobject',
  's3:PutObject',
  's3:*',
  's3:Get*',
  's3:?etObject',
  'sqs:*',
  'iam:Create*',
  '*',
);
const resource = fc.constantFrom(
  '*',
  'arn:aws:s3:::a',
  'arn:aws:s3:::a/*',
  'arn:aws:s3:::a/x',
  'arn:aws:s3:::?/x',
  'arn:aws:s3:::*b*',
  'arn:aws',
  'arn:aws:s3',
  'arn:aws:sqs',
  'arn:aws:s3:::${aws:One}/x',
  'arn:aws:s3:::${aws:none}/*',
  "arn:aws:s3:::${aws:none, 'a'}/*",
);
const key = fc.constantFrom('aws:One', 'AWS:one', 'aws:Two', 'aws:Arn');
const wantedValue = fc.constantFrom(
  'a',
  'b',
  'a*',
  '?',
  '1',
  '2',
  'true',
  'false',
  '${aws:Two}',
  '${aws:None}',
  'a${aws:None}*',
  "${aws:None, 'a'}",
  'arn:aws:s3:::a',
  'arn:*:s3:::?',
  'arn:aws:s3:::${aws:None}',
);
const OPERATORS = [
  'StringEquals',
  'StringNotEquals',
  'StringLike',
  'StringNotLike',
  'ArnEquals',
  'ArnNotLike',
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

/** Valid statements of identity policies, with or without conditions. */
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
  { AWS: USER },
  { AWS: [ACCOUNT, OTHER_ACCOUNT] },
  { AWS: OTHER_ACCOUNT },
);
const notPrincipal = fc.constantFrom<PrincipalElement>(
  { AWS: '*' },
  { AWS: [SESSION, ROLE, ROOT] },
  { AWS: [USER, ACCOUNT] },
  { AWS: [USER] },
  { AWS: ROOT },
);
/** A statement with Principal, or a Deny with NotPrincipal. */
const resourceStatement: fc.Arbitrary<Statement> = fc
  .tuple(arbitraryStatement, principal, notPrincipal, fc.nat(2))
  .map(([statement, Principal, NotPrincipal, kind]) =>
    kind === 0
      ? { ...statement, Effect: 'Deny', NotPrincipal }
      : { ...statement, Principal },
  );
const resourcePolicy: fc.Arbitrary<NamedPolicy> = brokenly(
  fc.array(resourceStatement, { maxLength: 3 }),
  'resource',
);
const resourceControlPolicy: fc.Arbitrary<NamedPolicy> = brokenly(
  fc
    .array(arbitraryStatement, { maxLength: 3 })
    .map(statements =>
      statements.map(statement => ({ ...statement, Principal: '*' as const })),
    ),
  'resource',
);

const optional = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(item, { nil: undefined });
const identityPolicy = brokenly(
  fc.array(arbitraryStatement, { maxLength: 4 }),
  'identity',
);
const policies = fc.array(identityPolicy, { maxLength: 3 });
const levels = <T>(policy: fc.Arbitrary<T>) =>
  optional(fc.array(fc.array(policy, { maxLength: 3 }), { maxLength: 2 }));

const ASKED: Array<[action: string, resource: string]> = [
  ['s3:GetObject', 'arn:aws:s3:::a/x'],
  ['s3:GetObject', 'arn:aws:s3:::b/x'],
  ['s3:GetObject', '*'],
  ['s3:PutObject', 'arn:aws:s3:::a'],
  ['s3:PutObject', 'arn:aws:s3:::a/x'],
  ['sqs:SendMessage', `arn:aws:sqs:eu-west-1:${ACCOUNT}:a`],
  ['iam:CreatePolicyVersion', 'arn:aws:iam::aws:policy/ReadOnlyAccess'],
  ['iam:CreatePolicyVersion', `arn:aws:iam::${ACCOUNT}:policy/own`],
  ['sts:GetCallerIdentity', '*'],
  ['sts:GetSessionToken', '*'],
];

const PRINCIPALS: Principal[] = [
  { kind: 'session', arn: SESSION, roleArn: ROLE, accountId: ACCOUNT },
  { kind: 'user', arn: USER, accountId: ACCOUNT },
  { kind: 'user', arn: ROOT, accountId: ACCOUNT },
];

/** Requests of principals of an account, with random policies in every layer, some of which are broken. */
export const arbitraryRequest: fc.Arbitrary<EvaluationRequest> = fc
  .record({
    principal: fc.constantFrom(PRINCIPALS[0], ...PRINCIPALS),
    asked: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...ASKED.slice(0, 5)) },
      { weight: 2, arbitrary: fc.constantFrom(...ASKED) },
    ),
    resourceAccount: fc.constantFrom(undefined, undefined, OTHER_ACCOUNT),
    context: fc.dictionary(
      fc.constantFrom('aws:one', 'aws:two', 'aws:arn'),
      oneOrMore(
        fc.constantFrom(
          ...[
            'a',
            'ab',
            'b',
            '1',
            '1.0',
            '3',
            'true',
            'false',
            'arn:aws:s3:::a',
          ],
        ),
      ),
    ),
    identityPolicies: policies,
    permissionsBoundary: optional(identityPolicy),
    sessionPolicies: optional(policies),
    resourcePolicy: optional(resourcePolicy),
    serviceControlPolicies: levels(identityPolicy),
    resourceControlPolicies: levels(resourceControlPolicy),
  })
  .map(({ asked: [name, resourceAsked], ...request }) => ({
    ...request,
    action: name,
    resource: resourceAsked,
    // The root user has no permissions boundary and no session policies.
    ...(request.principal.arn === ROOT && {
      permissionsBoundary: undefined,
      sessionPolicies: undefined,
    }),
  }));
