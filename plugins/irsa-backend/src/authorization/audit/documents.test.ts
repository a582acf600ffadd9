import fc from 'fast-check';
import { canonicalJson, canonicalDigest, documentsOf } from './documents';

describe('the canonical JSON of a document', () => {
  it.each([
    [{ b: 1, a: [true, null, 'ä'] }, '{"a":[true,null,"ä"],"b":1}'],
    [{ a: undefined, b: { d: 1e21, c: -0 } }, '{"b":{"c":0,"d":1e+21}}'],
    ['a "quoted"\u2028 line', JSON.stringify('a "quoted"\u2028 line')],
  ])('of %j is %s', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it('preserves the value, regardless of the order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(reversed(value))).toBe(text);
      }),
    );
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, of]) => [key, reversed(of)]),
  );
}

describe('the documents of a write', () => {
  it('have a digest of each state that exists', () => {
    const trust = { Version: '2012-10-17', Statement: [] };
    expect(
      documentsOf({
        action: 'create',
        target: { kind: 'role', name: 'a' },
        summary: 'Create role a',
        diff: [{ field: 'trustPolicy', after: trust }],
      }),
    ).toEqual([
      {
        field: 'trustPolicy',
        before: null,
        after: trust,
        digestBefore: null,
        digestAfter: canonicalDigest({ Statement: [], Version: '2012-10-17' }),
      },
    ]);
    // Made with: printf '{"Statement":[],"Version":"2012-10-17"}' | sha256sum
    expect(canonicalDigest(trust)).toBe(
      'a48803b796029b4ad945f4aec0d1641ad8dcabcb95df2ec87594ffcb95d0eeb8',
    );
  });
});
