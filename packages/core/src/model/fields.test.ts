import {
  objectsOf,
  optionalFlag,
  optionalNumber,
  optionalText,
  optionalTime,
  pairsOf,
  textOf,
  textsOf,
  timeOf,
} from './fields';
import { InvalidResponseError } from './InvalidResponseError';

const NOON = new Date('2026-01-02T12:00:00Z');

describe('readers of response fields', () => {
  it.each<[string, (value: never) => unknown, unknown, unknown]>([
    ['optionalText', optionalText, undefined, 'a'],
    ['textOf', textOf, '', 'a'],
    ['optionalNumber', optionalNumber, undefined, 0],
    ['optionalFlag', optionalFlag, undefined, false],
    ['optionalTime', optionalTime, undefined, NOON],
    ['timeOf', timeOf, '', NOON],
    ['objectsOf', objectsOf, [], [{ a: 1 }]],
    ['textsOf', textsOf, [], ['a', 'b']],
    ['pairsOf', pairsOf, {}, { a: 'b' }],
  ])('%s returns the value, or its default if none', (_, read, none, value) => {
    const expected = value === NOON ? NOON.toISOString() : value;
    expect(read(value as never)).toEqual(expected);
    expect(read(undefined as never)).toEqual(none);
    expect(read(null as never)).toEqual(none);
  });

  it.each<[string, (value: never) => unknown, unknown]>([
    ['a number for a text', optionalText, 7],
    ['an object for a text', textOf, { toString: () => 'a' }],
    ['a text for a number', optionalNumber, '7'],
    ['a text for yes or no', optionalFlag, 'true'],
    ['a text for a time', optionalTime, 'noon'],
    ['an object for a list', objectsOf, { length: 0 }],
    ['a list with an empty place', objectsOf, [{ a: 1 }, null]],
    ['a list of texts for one of objects', objectsOf, ['a']],
    ['a text for a list of texts', textsOf, 'abc'],
    ['a list with a number for one of texts', textsOf, ['a', 7]],
    ['a list for pairs', pairsOf, ['a']],
    ['a text for pairs', pairsOf, 'a'],
    ['pairs with an object in them', pairsOf, { a: {} }],
  ])('reject %s', (_, read, value) => {
    expect(() => read(value as never)).toThrow(InvalidResponseError);
  });

  it('replace NUL characters, which PostgreSQL rejects', () => {
    expect(textOf('a\0b')).toBe('a\uFFFDb');
    expect(textsOf(['\0'])).toEqual(['\uFFFD']);
    expect(pairsOf({ 'a\0': '\0b' })).toEqual({ 'a\uFFFD': '\uFFFDb' });
  });

  it('keep keys that are names of prototype properties', () => {
    const pairs = JSON.parse('{ "__proto__": "a", "constructor": "b" }');
    expect(Object.entries(pairsOf(pairs))).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
  });
});
