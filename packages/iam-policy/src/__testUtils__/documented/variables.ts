import type { ConditionTable } from './types';

const family = 'variables';
const page = 'IAM policy elements: Variables and tags';
const context = { 'test:Team': 'blue', 'test:Star': '*' };

export const variableTables: ConditionTable[] = [
  {
    family,
    page,
    says: 'When the policy is evaluated, the policy variables are replaced with values that come from the context of the request itself.',
    context,
    rows: [
      ['StringEquals', '${test:Team}', 'blue', true],
      ['StringEquals', '${test:Team}', 'red', false],
      ['StringLike', 'team-${test:Team}-*', 'team-blue-1', true],
      ['StringLike', '${test:Star}', 'anything', false],
    ],
  },
  {
    family,
    page,
    says: 'Key names are case-insensitive.',
    context,
    rows: [['StringEquals', '${TEST:team}', 'blue', true]],
  },
  {
    family,
    page,
    says: 'You can use a policy variable for Condition values in any condition that involves the string operators or the ARN operators.',
    context,
    rows: [
      [
        'ArnLike',
        'arn:aws:iam::*:role/${test:Team}',
        'arn:aws:iam::111122223333:role/blue',
        true,
      ],
      ['StringNotLike', '${test:Team}', 'blue', false],
    ],
  },
  {
    family,
    page,
    says: 'When you add a variable to your policy, you can specify a default value for the variable.',
    context,
    rows: [
      ['StringEquals', "${test:None, 'blue'}", 'blue', true],
      ['StringEquals', "${test:Team, 'red'}", 'red', false],
    ],
  },
  {
    family,
    page,
    says: 'If AWS cannot resolve a variable, this might cause the entire statement to be invalid.',
    context,
    rows: [['StringEquals', '${test:None}', '${test:None}', false]],
  },
  {
    family,
    page,
    says: 'There are a few special predefined policy variables that have fixed values that enable you to represent characters that otherwise have special meaning.',
    context,
    rows: [
      ['StringLike', 'a${*}${?}${$}', 'a*?$', true],
      ['StringLike', 'a${*}', 'abc', false],
    ],
  },
];
