import type { ConditionTable } from './types';

const page =
  'Creating a condition that tests multiple key values (set operations)';
const EXAMPLES = 'Multivalued context key examples';
const ATTRIBUTES = ['PostDateTime', 'Message', 'Tags'];

export const setTables: ConditionTable[] = [
  {
    family: 'ForAllValues',
    page,
    says: "The condition returns true if there's a match between every one of the specified key values in the request and at least one value in the policy.",
    rows: [
      [
        'ForAllValues:StringLike',
        ATTRIBUTES,
        ['PostDateTime', 'Message'],
        true,
      ],
      [
        'ForAllValues:StringLike',
        ATTRIBUTES,
        ['PostDateTime', 'UserName'],
        false,
      ],
      ['ForAllValues:StringEquals', ATTRIBUTES, ['Tags'], true],
      ['ForAllValues:StringNotEquals', ['ID'], ['Tags', 'Message'], true],
      ['ForAllValues:StringNotEquals', ['ID'], ['Tags', 'ID'], false],
    ],
  },
  {
    family: 'ForAllValues',
    page: EXAMPLES,
    says: 'The ForAllValues set operator also returns true if there are no context keys in the request.',
    rows: [
      ['ForAllValues:StringEquals', 'a', undefined, true],
      ['ForAllValues:StringLike', 'a*', undefined, true],
    ],
  },
  {
    family: 'ForAllValues',
    page,
    says: 'If the key values in the request resolve to an empty data set (for example, an empty string), a condition operator modified by ForAllValues returns true, and a condition operator modified by ForAnyValue returns false.',
    rows: [
      ['ForAllValues:StringEquals', 'a', [''], true],
      ['ForAllValues:StringEquals', 'a', '', true],
      ['ForAllValues:StringEquals', 'a', [], true],
      ['ForAllValues:StringNotEquals', '', [''], true],
      ['ForAllValues:StringNotEquals', 'a', [], true],
    ],
  },
  {
    family: 'ForAnyValue',
    page,
    says: 'The condition returns true if any one of the key values in the request matches any one of the condition values in the policy.',
    rows: [
      [
        'ForAnyValue:StringLike',
        ['ID', 'PostDateTime'],
        ['PostDateTime', 'Message'],
        true,
      ],
      ['ForAnyValue:StringLike', ['ID', 'PostDateTime'], ['UserName'], false],
      ['ForAnyValue:StringLike', 'o-1/r-1/*', ['o-1/r-1/ou-1/'], true],
      ['ForAnyValue:StringNotEquals', ['a'], ['a', 'b'], true],
      ['ForAnyValue:StringNotEquals', ['a'], ['a'], false],
    ],
  },
  {
    family: 'ForAnyValue',
    page,
    says: 'If the key values in the request resolve to an empty data set (for example, an empty string), a condition operator modified by ForAllValues returns true, and a condition operator modified by ForAnyValue returns false.',
    rows: [
      ['ForAnyValue:StringEquals', 'a', [], false],
      ['ForAnyValue:StringEquals', 'a', [''], false],
      ['ForAnyValue:StringEquals', '', [''], false],
      ['ForAnyValue:StringNotEquals', 'a', [], false],
      ['ForAnyValue:StringNotEquals', 'a', [''], false],
      ['ForAnyValue:StringEquals', 'a', undefined, false],
    ],
  },
];
