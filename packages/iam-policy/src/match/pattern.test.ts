import fc from 'fast-check';
import { compilePattern, matchPattern } from './pattern';

const regular = (pattern: string) =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '[^]*')
      .replaceAll('?', '[^]')}$`,
  );

describe('matchPattern', () => {
  it('agrees with a regular expression', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'b', ':', '/', '$', '.'),
      maxLength: 8,
    });
    const pattern = fc.string({
      unit: fc.constantFrom('a', 'b', ':', '/', '*', '?', '$', '.'),
      maxLength: 8,
    });
    fc.assert(
      fc.property(pattern, text, (wanted, actual) => {
        expect(matchPattern(wanted, actual)).toBe(regular(wanted).test(actual));
      }),
      { numRuns: 200 },
    );
  });

  // One that tries every way to fit would never end.
  it('answers for a pattern that fits in very many ways', () => {
    expect(matchPattern(`${'*a'.repeat(60)}*b`, 'a'.repeat(5_000))).toBe(false);
  });
});

describe('compilePattern', () => {
  it.each([
    ['${a:b', 'an open brace', '${a:b'],
    ['${}', 'no name', '${}'],
    ["${a:b, 'x}", 'an open quote', "${a:b, 'x}"],
    ['$', 'a lone dollar', '$'],
  ])('takes %s for text: %s', (source, _why, text) => {
    const pattern = compilePattern(source, {
      wildcards: false,
      variables: true,
    });
    expect(pattern(text, () => 'value')).toBe(true);
  });

  it('is undecided when a variable has no value', () => {
    const pattern = compilePattern('x${a:b}', {
      wildcards: true,
      variables: true,
    });
    expect(pattern('x', () => undefined)).toBeUndefined();
  });
});
