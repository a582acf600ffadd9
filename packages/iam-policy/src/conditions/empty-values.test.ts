import fc from 'fast-check';
import type { RequestContext } from '../evaluate/types';
import { conditionHolds, decide } from '../__testUtils__/cases';

const NAMES = [
  ...['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike'],
  ...['ArnLike', 'ArnNotLike', 'NumericEquals', 'NumericNotEquals'],
  ...['NumericLessThan', 'DateGreaterThan', 'Bool', 'IpAddress'],
  ...['NotIpAddress', 'BinaryEquals'],
];
const withSet = (names: string[]) =>
  names.flatMap(name => [`ForAllValues:${name}`, `ForAnyValue:${name}`]);
const ALL = [
  'Null',
  ...[...NAMES, ...withSet(NAMES)].flatMap(name => [name, `${name}IfExists`]),
];
const wanted = fc.array(
  fc.constantFrom('', '*', 'a', 'true', 'false', '1', '10.0.0.0/8', '${a:b}'),
  { minLength: 1, maxLength: 3 },
);
const emptyTexts = fc.array(fc.constant(''), { minLength: 1, maxLength: 3 });

it('treats a key with an empty list like a missing key', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ALL), wanted, (operator, values) => {
      expect(conditionHolds(operator, values, [])).toBe(
        conditionHolds(operator, values, undefined),
      );
    }),
  );
});

it('treats a list of empty values like an empty list for Null and sets', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('Null', ...withSet(NAMES)),
      wanted,
      emptyTexts,
      (operator, values, empty) => {
        expect(conditionHolds(operator, values, empty)).toBe(
          conditionHolds(operator, values, []),
        );
      },
    ),
  );
});

it.each<[string, string[] | undefined, string[], string]>([
  ['no list', undefined, ['test:Key'], 'test:Key is not in the request where'],
  ['an empty list', [], [], 'test:Key has no value where'],
  ['a list of an empty value', [''], [], 'test:Key is "" where'],
])(
  'explains a condition on a key with %s: %j',
  (_, actual, missing, message) => {
    const result = decide({
      statements: [
        {
          ...{ Effect: 'Allow', Action: '*', Resource: '*' },
          Condition: { 'ForAnyValue:StringEquals': { 'test:Key': 'a' } },
        },
      ],
      context: actual && { 'test:Key': actual },
    });
    expect(result.missingContext).toEqual(missing);
    expect(result.blockedBy[0].message).toContain(message);
  },
);

it.each<[RequestContext, string[]]>([
  [{}, ['test:Key']],
  [{ 'test:Key': [] }, []],
])('gives a policy variable no value in the context %j', (context, missing) => {
  const result = decide({
    statements: [
      {
        ...{ Effect: 'Allow', Action: '*' },
        Resource: 'arn:aws:s3:::${test:Key}/*',
      },
    ],
    context,
  });
  expect(result.decision).toBe('ImplicitlyDenied');
  expect(result.missingContext).toEqual(missing);
});
