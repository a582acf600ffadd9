import type { Statement } from '../../document/types';
import type { ConditionTable, PolicyTable } from './types';

const family = 'variables';
const page = 'IAM policy elements: Variables and tags';
const context = { 'test:Team': 'blue', 'test:Many': ['x', 'y'] };
const NONE = '${test:None}';
const ARN_NONE = `arn:aws:iam::111122223333:role/${NONE}`;
const AN_ARN = 'arn:aws:iam::111122223333:role/blue';

const INVERTED: Array<[operator: string, wanted: string, actual: string]> = [
  ['StringNotEquals', NONE, 'x'],
  ['StringNotEqualsIgnoreCase', NONE, 'x'],
  ['StringNotLike', `${NONE}*`, 'x'],
  ['ArnNotEquals', ARN_NONE, AN_ARN],
  ['ArnNotLike', ARN_NONE, AN_ARN],
];

/** Conditions with a policy variable whose key the request lacks. */
export const noValueTables: ConditionTable[] = [
  {
    family,
    page,
    says: 'When you use a variable with no value in the condition element of an IAM policy, IAM JSON policy elements: Condition operators like StringEquals or StringLike do not match, and the policy statement does not take effect.',
    context,
    rows: [
      ['StringEquals', NONE, 'x', false],
      ['StringEquals', NONE, NONE, false],
      ['StringEquals', NONE, undefined, false],
      ['StringEqualsIgnoreCase', NONE, 'x', false],
      ['StringLike', `${NONE}*`, 'x', false],
      ['ArnEquals', ARN_NONE, AN_ARN, false],
      ['ArnLike', ARN_NONE, AN_ARN, false],
      ['StringEqualsIfExists', NONE, 'x', false],
      ['ForAllValues:StringEquals', NONE, ['x'], false],
      ['ForAnyValue:StringEquals', NONE, ['x', 'y'], false],
    ],
  },
  {
    family,
    page,
    says: 'There is no equal or like value.',
    context,
    rows: [
      ['StringEquals', NONE, '', false],
      ['StringLike', NONE, '', false],
      ['StringEquals', [NONE, 'x'], 'x', true],
      ['StringLike', [NONE, 'x*'], 'xy', true],
      ['StringNotEquals', [NONE, 'x'], 'x', false],
      ['StringNotEquals', [NONE, 'x'], 'y', true],
    ],
  },
  {
    family,
    page,
    says: 'Inverted condition operators like StringNotEquals or StringNotLike do match against a null value, as the value of the condition key they are testing against is not equal to or like the effectively null value.',
    context,
    rows: [
      ...INVERTED.flatMap(([operator, wanted, actual]) =>
        [operator, `${operator}IfExists`].flatMap(
          (name): ConditionTable['rows'] => [
            [name, wanted, actual, true],
            [name, wanted, undefined, true],
          ],
        ),
      ),
      ['ForAllValues:StringNotEquals', NONE, ['x', 'y'], true],
      ['ForAllValues:StringNotEquals', NONE, undefined, true],
      ['ForAnyValue:StringNotEquals', NONE, ['x'], true],
      ['ForAnyValue:StringNotEquals', NONE, undefined, false],
    ],
  },
  {
    family,
    page,
    says: "You can't use a multivalued condition key as a variable.",
    context,
    rows: [
      ['StringEquals', '${test:Many}', 'y', false],
      ['StringNotEquals', '${test:Many}', 'y', true],
    ],
  },
];

const allowAll: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };
const sameTeam: Statement = {
  Effect: 'Deny',
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::bucket/*',
  Condition: {
    StringNotEquals: {
      's3:ExistingObjectTag/Team': '${aws:PrincipalTag/Team}',
    },
  },
};
const OBJECT_TAG = 's3:ExistingObjectTag/Team';
const OWN_TAG = 'aws:PrincipalTag/Team';
const HOME = 'arn:aws:s3:::${aws:PrincipalTag/Home}/*';
const atHome = { 'aws:PrincipalTag/Home': 'bucket' };
const get = (part: Partial<Statement>): Statement => ({
  Effect: 'Allow',
  Action: 's3:GetObject',
  ...part,
});

/** Decisions by statements with a policy variable whose key the request lacks. */
export const noValueDecisions: PolicyTable[] = [
  {
    page,
    says: 'Access is explicitly denied when aws:principaltag/Team is not set.',
    cases: [
      {
        case: 'only the object has a team',
        statements: [allowAll, sameTeam],
        context: { [OBJECT_TAG]: 'blue' },
        decision: 'ExplicitlyDenied',
      },
      {
        case: 'neither the object nor the role has a team',
        statements: [allowAll, sameTeam],
        decision: 'ExplicitlyDenied',
      },
    ],
  },
  {
    page,
    says: 'In the following example, aws:principaltag/Team must be equal to s3:ExistingObjectTag/Team to allow access.',
    cases: [
      {
        case: 'equal teams',
        statements: [allowAll, sameTeam],
        context: { [OBJECT_TAG]: 'blue', [OWN_TAG]: 'blue' },
        decision: 'Allowed',
      },
      {
        case: 'different teams',
        statements: [allowAll, sameTeam],
        context: { [OBJECT_TAG]: 'blue', [OWN_TAG]: 'red' },
        decision: 'ExplicitlyDenied',
      },
    ],
  },
  {
    page,
    says: 'If a variable that has no value in the authorization context is used as part of the Resource or NotResource element of a policy, the resource that includes a policy variable with no value will not match any resource.',
    cases: [
      {
        case: 'an Allow with Resource',
        statements: [get({ Resource: HOME })],
        decision: 'ImplicitlyDenied',
      },
      {
        case: 'a Deny with Resource',
        statements: [allowAll, get({ Effect: 'Deny', Resource: HOME })],
        decision: 'Allowed',
      },
      {
        case: 'a Deny with NotResource',
        statements: [allowAll, get({ Effect: 'Deny', NotResource: HOME })],
        decision: 'ExplicitlyDenied',
      },
      {
        case: 'a Deny with NotResource and another value that matches',
        statements: [
          allowAll,
          get({ Effect: 'Deny', NotResource: [HOME, 'arn:aws:s3:::bucket/*'] }),
        ],
        decision: 'Allowed',
      },
      {
        case: 'a Deny with NotResource, if the variable has a value',
        statements: [allowAll, get({ Effect: 'Deny', NotResource: HOME })],
        context: atHome,
        decision: 'Allowed',
      },
      {
        case: 'an Allow with NotResource',
        statements: [get({ NotResource: HOME })],
        decision: 'Allowed',
      },
      {
        case: 'an Allow with NotResource, if the variable has a value',
        statements: [get({ NotResource: HOME })],
        context: atHome,
        decision: 'ImplicitlyDenied',
      },
    ],
  },
];
