import type { ConditionTable } from './types';

const family = 'string';
const page = 'IAM JSON policy elements: Condition operators';

export const stringTables: ConditionTable[] = [
  {
    family,
    page,
    says: 'Exact matching, case sensitive',
    rows: [
      ['StringEquals', 'johndoe', 'johndoe', true],
      ['StringEquals', 'johndoe', 'JohnDoe', false],
      ['StringEquals', '', '', true],
    ],
  },
  {
    family,
    page,
    says: 'You must specify wildcards to achieve partial string matches.',
    rows: [
      ['StringEquals', 'john*', 'johndoe', false],
      ['StringEquals', 'john*', 'john*', true],
      ['StringLike', 'john', 'johndoe', false],
    ],
  },
  {
    family,
    page,
    says: 'Negated matching',
    rows: [
      ['StringNotEquals', 'a', 'b', true],
      ['StringNotEquals', 'a', 'a', false],
    ],
  },
  {
    family,
    page: 'IAM JSON policy elements: Condition',
    says: 'The following condition uses the StringEqualsIgnoreCase operator to match users named johndoe or JohnDoe.',
    rows: [
      ['StringEqualsIgnoreCase', 'johndoe', 'JohnDoe', true],
      ['StringEqualsIgnoreCase', 'johndoe', 'johndoe', true],
      ['StringEqualsIgnoreCase', 'johndoe', 'johndo', false],
    ],
  },
  {
    family,
    page,
    says: 'Negated matching, ignoring case',
    rows: [
      ['StringNotEqualsIgnoreCase', 'JohnDoe', 'johndoe', false],
      ['StringNotEqualsIgnoreCase', 'JohnDoe', 'jane', true],
    ],
  },
  {
    family,
    page,
    says: 'The values can include multi-character match wildcards (*) and single-character match wildcards (?) anywhere in the string.',
    rows: [
      ['StringLike', 'home/*', 'home/ana/x', true],
      ['StringLike', '*/x', 'home/ana/x', true],
      ['StringLike', 'home/?', 'home/a', true],
      ['StringLike', 'home/?', 'home/', false],
      ['StringLike', 'home/?', 'home/ab', false],
      ['StringLike', 'Home/*', 'home/a', false],
    ],
  },
  {
    family,
    page,
    says: 'Negated case-sensitive matching.',
    rows: [
      ['StringNotLike', 'home/*', 'home/a', false],
      ['StringNotLike', 'home/*', 'Home/a', true],
    ],
  },
  {
    family,
    page,
    says: 'If the key that you specify in a policy condition is not present in the request context, the values do not match and the condition is false.',
    rows: [
      ['StringEquals', 'a', undefined, false],
      ['StringLike', '*', undefined, false],
    ],
  },
  {
    family,
    page,
    says: 'If the policy condition requires that the key is not matched, such as StringNotLike or ArnNotLike, and the right key is not present, the condition is true.',
    rows: [
      ['StringNotEquals', 'a', undefined, true],
      ['StringNotLike', 'home/*', undefined, true],
    ],
  },
  {
    family,
    page: 'IAM policy elements: Variables and tags',
    says: 'The tag must also have a value of either 12345 or 67890.',
    rows: [
      ['StringLike', ['12345', '67890'], '67890', true],
      ['StringLike', ['12345', '67890'], '1', false],
      ['StringNotEquals', ['12345', '67890'], '67890', false],
      ['StringNotEquals', ['12345', '67890'], '1', true],
    ],
  },
];
