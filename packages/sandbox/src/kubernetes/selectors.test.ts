import fc from 'fast-check';
import type { Requirement } from './selectors';
import {
  matchesRequirements,
  matchesSelector,
  parseFieldSelector,
  parseLabelSelector,
} from './selectors';

const key = fc.constantFrom('app', 'team', 'app.kubernetes.io/name', 'x-y_z.0');
const value = fc.constantFrom('', 'a', 'B-2', 'c_d.e');
const requirement: fc.Arbitrary<Requirement> = fc.oneof(
  fc.record({
    key,
    operator: fc.constantFrom('In' as const, 'NotIn' as const),
    values: fc.array(value, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    key,
    operator: fc.constantFrom('Exists' as const, 'DoesNotExist' as const),
    values: fc.constant<string[]>([]),
  }),
);

function print({ key: name, operator, values }: Requirement): string {
  switch (operator) {
    case 'In':
      return `${name} in (${values.join(', ')})`;
    case 'NotIn':
      return `${name} notin (${values.join(',')})`;
    case 'Exists':
      return name;
    default:
      return `!${name}`;
  }
}

describe('label selectors', () => {
  it('are parsed as they were formatted', () => {
    fc.assert(
      fc.property(fc.array(requirement, { maxLength: 4 }), requirements => {
        const text = requirements.map(print).join(',');
        expect(parseLabelSelector(text)).toEqual(requirements);
      }),
    );
  });

  it('select the same objects as a workload selector with the same terms', () => {
    fc.assert(
      fc.property(
        fc.array(requirement, { maxLength: 4 }),
        fc.dictionary(key, value),
        (requirements, labels) => {
          const matchExpressions = requirements.flatMap(
            ({ operator, ...rest }) =>
              operator === 'GreaterThan' || operator === 'LessThan'
                ? []
                : [{ ...rest, operator }],
          );
          expect(matchesRequirements(requirements, labels)).toBe(
            matchesSelector({ matchExpressions }, labels),
          );
        },
      ),
    );
  });

  it('either match or do not match, but never together with their opposite', () => {
    fc.assert(
      fc.property(key, value, fc.dictionary(key, value), (name, v, labels) => {
        const matches = (text: string) =>
          matchesRequirements(parseLabelSelector(text), labels);
        expect(matches(`${name}=${v}`)).toBe(!matches(`${name}!=${v}`));
        expect(matches(name)).toBe(!matches(`!${name}`));
      }),
    );
  });

  it.each(['a b', '=x', 'a in b', 'a=b,,c', 'a in (x', 'a=b c'])(
    'reject %p',
    text => {
      expect(() => parseLabelSelector(text)).toThrow(
        'unable to parse requirement',
      );
    },
  );
});

describe('field selectors', () => {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a', namespace: 'shop' },
    spec: { nodeName: 'n1' },
  };
  it.each([
    ['', true],
    ['metadata.name=a', true],
    ['metadata.name=b', false],
    ['metadata.name!=b,spec.nodeName==n1', true],
    ['status.phase=', true],
    ['status.phase=Running', false],
  ])('%p', (text, selected) => {
    expect(parseFieldSelector(text)(pod)).toBe(selected);
  });

  it('reject an unsupported field', () => {
    expect(() => parseFieldSelector('spec.replicas=1')).toThrow(
      'field label not supported: spec.replicas',
    );
  });
});
