import fc from 'fast-check';
import { parseLocatedJson } from './json';

describe('parseLocatedJson', () => {
  it('parses what JSON.parse parses', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.nat(3), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        fc.pre(!text.includes('"__proto__"'));
        const { value: read, errors } = parseLocatedJson(text);
        expect(errors).toEqual([]);
        expect(read).toEqual(JSON.parse(text));
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    '{"a":1,}',
    '[1,]',
    "{'a':1}",
    '01',
    '+1',
    '1.',
    'nul',
    '"\u0001"',
    '"\\x"',
    '[1 2]',
    '{"a" 1}',
    '1 2',
    '//x\n1',
    'NaN',
  ])('refuses %s, like JSON.parse', text => {
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    expect(parseLocatedJson(text).errors).toHaveLength(1);
  });

  it('locates each value', () => {
    const text = '{ "a": [1, { "b": "x" }] }';
    const { offsets } = parseLocatedJson(text);
    expect(text.slice(offsets.get('a[1].b'))).toBe('"x" }] }');
    expect(text.slice(offsets.get('a[0]'))).toBe('1, { "b": "x" }] }');
    expect(offsets.get('')).toBe(0);
  });
});
