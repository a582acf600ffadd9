import type { ConditionTable } from './types';

const family = 'numeric';
const page = 'IAM JSON policy elements: Condition operators';

export const numericTables: ConditionTable[] = [
  {
    family,
    page,
    says: 'Numeric condition operators let you construct Condition elements that restrict access based on comparing a key to an integer or decimal value.',
    rows: [
      ['NumericEquals', '10', '10', true],
      ['NumericEquals', '10', '10.0', true],
      ['NumericEquals', 10, '10', true],
      ['NumericLessThan', '10', '9.5', true],
    ],
  },
  {
    family,
    page,
    says: 'Negated matching',
    rows: [
      ['NumericNotEquals', '10', '11', true],
      ['NumericNotEquals', '10', '10', false],
    ],
  },
  {
    family,
    page,
    says: '"Less than" matching',
    rows: [
      ['NumericLessThan', '10', '9', true],
      ['NumericLessThan', '10', '10', false],
    ],
  },
  {
    family,
    page,
    says: 'For example, the following statement contains a Condition element that uses the NumericLessThanEquals condition operator with the s3:max-keys key to specify that the requester can list up to 10 objects in example_bucket at a time.',
    rows: [
      ['NumericLessThanEquals', '10', '10', true],
      ['NumericLessThanEquals', '10', '11', false],
    ],
  },
  {
    family,
    page,
    says: '"Greater than" matching',
    rows: [
      ['NumericGreaterThan', '10', '11', true],
      ['NumericGreaterThan', '10', '10', false],
    ],
  },
  {
    family,
    page,
    says: '"Greater than or equals" matching',
    rows: [
      ['NumericGreaterThanEquals', '10', '10', true],
      ['NumericGreaterThanEquals', '10', '9', false],
    ],
  },
  {
    family,
    page,
    says: 'If the key that you specify in a policy condition is not present in the request context, the values do not match.',
    rows: [['NumericLessThan', '10', undefined, false]],
  },
  {
    family,
    page,
    says: 'You can not use a policy variable with the Numeric condition operator.',
    context: { 'test:Number': '1' },
    rows: [['NumericEquals', '${test:Number}', '1', false]],
  },
];
