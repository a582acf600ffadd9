import type { ConditionTable } from './types';

const family = 'boolean';
const page = 'IAM JSON policy elements: Condition operators';

export const booleanTables: ConditionTable[] = [
  {
    family,
    page,
    says: 'Boolean conditions let you construct Condition elements that restrict access based on comparing a key to "true" or "false."',
    rows: [
      ['Bool', 'true', 'true', true],
      ['Bool', 'true', 'false', false],
      ['Bool', false, 'false', true],
      ['Bool', 'True', 'true', true],
    ],
  },
  {
    family,
    page,
    says: 'If the key that you specify in a policy condition is not present in the request context, the values do not match.',
    rows: [
      ['Bool', 'false', undefined, false],
      ['Bool', 'true', undefined, false],
    ],
  },
];
