import type { Statement } from '../document/types';
import { decide, policy, ROLE } from '../__testUtils__/cases';
import { describeCondition } from '../conditions/describe';
import { evaluate } from './evaluate';
import type { EvaluationRequest, RequestContext } from './types';

const KEY = 'aws:SourceIdentity';
const OTHER_KEY = 'aws:PrincipalOrgID';
const NAME = `\${${KEY}}`;
const OBJECT = 'arn:aws:s3:::bucket/ana/notes';
const HOME = `arn:aws:s3:::bucket/${NAME}/*`;
const ALL: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };
const get = (
  Effect: Statement['Effect'],
  part: Partial<Statement> = {},
): Statement => ({ Effect, Action: 's3:GetObject', Resource: '*', ...part });
const onHome = (Effect: Statement['Effect'], Resource = HOME) =>
  get(Effect, { Resource });
const offHome = (
  Effect: Statement['Effect'],
  NotResource = HOME,
): Statement => ({
  ...{ Effect, Action: 's3:GetObject', NotResource },
});
const given = (
  Effect: Statement['Effect'],
  operator: string,
  ...wanted: string[]
) => get(Effect, { Condition: { [operator]: { 'test:Key': wanted } } });

const ask = (statements: Statement[], context: RequestContext = {}) => {
  const result = decide({ statements, context, resource: OBJECT });
  const open = [...result.decidedBy, ...result.blockedBy]
    .flatMap(({ conditions = [] }) => conditions)
    .flatMap(({ unresolved = [] }) => unresolved);
  const distinct = [...new Set(open)].sort().join();
  return [result.decision, result.missingContext.join(), distinct];
};

// IAM User Guide, "IAM policy elements: Variables and tags".
describe('a policy variable without a value', () => {
  const actual = { 'test:Key': 'ana' };
  const none = '';

  it.each<[string, Statement[], RequestContext, string[]]>([
    [
      'the condition of an Allow',
      [given('Allow', 'StringEquals', NAME)],
      actual,
      ['ImplicitlyDenied', KEY, KEY],
    ],
    [
      'the condition of an Allow on a key that is missing too',
      [given('Allow', 'StringEquals', NAME)],
      {},
      ['ImplicitlyDenied', `${KEY},test:Key`, KEY],
    ],
    [
      'the negated condition of a Deny',
      [ALL, given('Deny', 'StringNotEquals', NAME)],
      actual,
      ['ExplicitlyDenied', KEY, KEY],
    ],
    [
      'the condition of a Deny that does not apply',
      [ALL, given('Deny', 'StringLike', `*${NAME}`)],
      actual,
      ['Allowed', KEY, none],
    ],
    [
      'a condition that ignores case',
      [given('Allow', 'StringEqualsIgnoreCase', `A${NAME}`)],
      actual,
      ['ImplicitlyDenied', KEY, KEY],
    ],
    [
      'an ARN as a whole',
      [given('Allow', 'ArnLike', NAME)],
      { 'test:Key': ROLE },
      ['ImplicitlyDenied', KEY, KEY],
    ],
    [
      'a part of an ARN',
      [given('Allow', 'ArnEquals', `arn:aws:iam::*:role/${NAME}`)],
      { 'test:Key': ROLE },
      ['ImplicitlyDenied', KEY, KEY],
    ],
    [
      'a value beside one that is met',
      [given('Allow', 'StringEquals', NAME, 'ana')],
      actual,
      ['Allowed', none, none],
    ],
    [
      'a value that cannot be met with any text',
      [given('Allow', 'StringEquals', `team-${NAME}`)],
      actual,
      ['ImplicitlyDenied', none, none],
    ],
    [
      'an operator without variables',
      [given('Allow', 'NumericEquals', NAME)],
      { 'test:Key': '1' },
      ['ImplicitlyDenied', none, none],
    ],
    [
      'a default value that is met',
      [given('Allow', 'StringEquals', `\${${KEY}, 'ana'}`)],
      actual,
      ['Allowed', KEY, KEY],
    ],
    [
      'a default value that is not met',
      [ALL, given('Deny', 'StringNotEquals', `\${${KEY}, 'eve'}`)],
      actual,
      ['ExplicitlyDenied', KEY, KEY],
    ],
    [
      'the Resource of an Allow',
      [onHome('Allow')],
      {},
      ['ImplicitlyDenied', KEY, KEY],
    ],
    [
      'the Resource of a Deny',
      [ALL, onHome('Deny')],
      {},
      ['Allowed', KEY, none],
    ],
    [
      'the NotResource of an Allow',
      [offHome('Allow')],
      {},
      ['Allowed', KEY, KEY],
    ],
    [
      'the NotResource of a Deny',
      [ALL, offHome('Deny')],
      {},
      ['ExplicitlyDenied', KEY, KEY],
    ],
    [
      'the Resource of a Deny with a default value that matches',
      [ALL, onHome('Deny', `arn:aws:s3:::bucket/\${${KEY}, 'ana'}/*`)],
      {},
      ['ExplicitlyDenied', KEY, KEY],
    ],
    [
      'a Resource that matches with no text',
      [onHome('Allow', `arn:aws:s3:::other/${NAME}/*`)],
      {},
      ['ImplicitlyDenied', none, none],
    ],
    [
      'a Resource with two variables',
      [onHome('Allow', `arn:aws:s3:::\${${OTHER_KEY}}/${NAME}/*`)],
      {},
      ['ImplicitlyDenied', `${OTHER_KEY},${KEY}`, `${OTHER_KEY},${KEY}`],
    ],
    [
      'one of several Resources',
      [
        get('Allow', {
          Resource: [HOME, `arn:aws:s3:::other/\${${OTHER_KEY}}/*`],
        }),
      ],
      {},
      ['ImplicitlyDenied', KEY, KEY],
    ],
    [
      'a variable of which one spelling has a value',
      [onHome('Allow')],
      { 'AWS:sourceidentity': 'ana' },
      ['Allowed', none, none],
    ],
    [
      'a variable with several values, which never match',
      [onHome('Allow')],
      { [KEY]: ['ana', 'eve'] },
      ['ImplicitlyDenied', none, none],
    ],
    [
      'escaped characters',
      [onHome('Allow', 'arn:aws:s3:::bucket/${*}${?}${$}{aws:SourceIdentity}')],
      {},
      ['ImplicitlyDenied', none, none],
    ],
    [
      'a statement that does not apply to the principal',
      [ALL, { ...onHome('Deny'), Action: 's3:PutObject' }],
      {},
      ['Allowed', none, none],
    ],
  ])('is reported if it decides: %s', (_, statements, context, expected) => {
    expect(ask(statements, context)).toEqual(expected);
  });

  it('is text in documents of version 2008-10-17', () => {
    const old = (...Statement: Statement[]) => ({
      name: 'old',
      document: { Version: '2008-10-17' as const, Statement },
    });
    const { decision, missingContext } = decide({
      identityPolicies: [
        old(onHome('Allow'), given('Allow', 'StringLike', NAME)),
      ],
      resource: OBJECT,
      context: actual,
    });
    expect([decision, missingContext]).toEqual(['ImplicitlyDenied', []]);
  });

  it('is reported once, however the key is spelled', () => {
    const spelled = ['aws:PrincipalTag/Team', 'aws:principaltag/team'];
    const [, missing] = ask(
      [
        given('Allow', 'StringEquals', ...spelled.map(key => `\${${key}}`)),
        get('Allow', { Condition: { StringEquals: { [spelled[1]]: 'blue' } } }),
      ],
      actual,
    );
    expect(missing).toBe(spelled[0]);
  });

  it.each<[string, Partial<EvaluationRequest>]>([
    ['permissions boundary', { permissionsBoundary: policy(onHome('Allow')) }],
    ['session policy', { sessionPolicies: [policy(onHome('Allow'))] }],
    ['SCP', { serviceControlPolicies: [[policy(onHome('Allow'))]] }],
    [
      'RCP',
      {
        resourceControlPolicies: [
          [policy({ ...onHome('Allow'), Principal: '*' })],
        ],
      },
    ],
    [
      'VPC endpoint policy',
      {
        vpcEndpoint: {
          policy: policy({ ...onHome('Allow'), Principal: '*' }),
          isGateway: false,
        },
      },
    ],
    [
      'resource policy',
      {
        identityPolicies: [],
        resourcePolicy: policy({ ...onHome('Allow'), Principal: '*' }),
      },
    ],
  ])('is reported in each layer: %s', (_, layers) => {
    const request: EvaluationRequest = {
      principal: { kind: 'role', arn: ROLE },
      ...{ action: 's3:GetObject', resource: OBJECT },
      identityPolicies: [policy(ALL)],
      ...layers,
    };
    const { decision, missingContext, blockedBy } = evaluate(request);
    expect([decision, missingContext]).toEqual(['ImplicitlyDenied', [KEY]]);
    expect(blockedBy.flatMap(({ conditions = [] }) => conditions)).toEqual([
      {
        ...{ operator: 'Resource', key: 'resource', wanted: [HOME] },
        ...{ actual: [OBJECT], unresolved: [KEY], met: false },
      },
    ]);
    const context = { [KEY]: 'ana' };
    expect(evaluate({ ...request, context }).decision).toBe('Allowed');
  });

  it('is named in the reason', () => {
    const { blockedBy } = decide({
      statements: [onHome('Allow'), given('Allow', 'StringEquals', NAME)],
      resource: OBJECT,
      context: actual,
    });
    expect(blockedBy.map(({ message }) => message)).toEqual([
      `Statement 1 of the identity policy "policy" would allow it, but the resource is "${OBJECT}" where the policy requires Resource "${HOME}", and ${KEY} is not in the request.`,
      `Statement 2 of the identity policy "policy" would allow it, but test:Key is "ana" where the policy requires StringEquals "${NAME}", and ${KEY} is not in the request.`,
    ]);
  });

  it.each([
    ['Resource', `when the resource matches ${HOME}`],
    ['NotResource', `when the resource does not match ${HOME}`],
  ])('is described as a condition on the resource: %s', (operator, words) => {
    expect(
      describeCondition({ operator, key: 'resource', wanted: [HOME] }),
    ).toBe(words);
  });
});
