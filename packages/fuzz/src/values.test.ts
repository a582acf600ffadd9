import fc from 'fast-check';
import { anyJson, changed, mutated, retexted, type Change } from './values';

const genuine = { a: { b: ['c', 1] }, d: 'e' };

describe('a changed value', () => {
  const change = (place: number, how: Change['how'], value?: unknown) =>
    changed(genuine, [{ place, how, key: 'k', value }]);

  // The positions are a, a.b, a.b[0], a.b[1], and d.
  it.each<[string, unknown, unknown]>([
    ['a replaced text', change(4, 'replace', 7), { a: { b: ['c', 1] }, d: 7 }],
    ['a removed list', change(1, 'remove'), { a: {}, d: 'e' }],
    ['a removed item', change(2, 'remove'), { a: { b: [1] }, d: 'e' }],
    ['a wrapped text', change(4, 'wrap'), { a: { b: ['c', 1] }, d: ['e'] }],
    [
      'repeated items of a list',
      change(1, 'repeat'),
      { a: { b: ['c', 1, 'c', 1] }, d: 'e' },
    ],
    [
      'a repeated text',
      change(4, 'repeat'),
      { a: { b: ['c', 1] }, d: ['e', 'e'] },
    ],
    [
      'a key added to an object',
      change(4, 'add', 7),
      { a: { b: ['c', 1] }, d: 'e', k: 7 },
    ],
    [
      'an item added to a list',
      change(2, 'add', 7),
      { a: { b: ['c', 1, 7] }, d: 'e' },
    ],
    [
      'the first value replaced, by the position after the last one',
      change(5, 'replace', 7),
      { a: 7, d: 'e' },
    ],
  ])('has %s', (_, value, expected) => {
    expect(value).toEqual(expected);
    expect(genuine).toEqual({ a: { b: ['c', 1] }, d: 'e' });
  });

  it('can have the name of a prototype as its own key', () => {
    const value = changed({ a: 1 }, [
      { place: 0, how: 'add', key: '__proto__', value: { x: 1 } },
    ]);
    expect(JSON.stringify(value)).toBe('{"a":1,"__proto__":{"x":1}}');
    expect((value as { x?: number }).x).toBeUndefined();
  });
});

const sample = <T>(inputs: fc.Arbitrary<T>) =>
  fc.sample(inputs, { numRuns: 300, seed: 1 });

it.each([
  ['mutated', mutated(genuine)],
  ['retexted', retexted(genuine)],
])('%s values usually differ from the original value', (_, values) => {
  const others = sample(values).filter(
    value => JSON.stringify(value) !== JSON.stringify(genuine),
  );
  expect(others.length).toBeGreaterThan(270);
});

it('retexted values keep all types', () => {
  const typesOf = (value: unknown): unknown =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).map(([key, each]) => [key, typesOf(each)])
      : typeof value;
  for (const value of sample(retexted(genuine))) {
    expect(typesOf(value)).toEqual(typesOf(genuine));
  }
});

it('any JSON value can be serialized and parsed', () => {
  for (const value of sample(anyJson)) {
    expect(() => JSON.parse(JSON.stringify(value))).not.toThrow();
  }
});
