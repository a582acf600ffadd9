import fc from 'fast-check';
import { matchesText } from '../__testUtils__/referenceTexts';
import { ContextLookup } from '../conditions/context';
import { compilePattern, matchPattern, NO_VARIABLES } from './pattern';

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

  // A matcher that tries every combination would not finish.
  it('returns for a pattern that can match in very many ways', () => {
    expect(matchPattern(`${'*a'.repeat(60)}*b`, 'a'.repeat(5_000))).toBe(false);
  });
});

describe('compilePattern', () => {
  it.each([
    ['${a:b', 'an open brace', '${a:b'],
    ['${}', 'no name', '${}'],
    ["${a:b, 'x}", 'an open quote', "${a:b, 'x}"],
    ['$', 'a lone dollar', '$'],
  ])('treats %s as text: %s', (source, _why, text) => {
    const pattern = compilePattern(source, {
      wildcards: false,
      variables: true,
    });
    expect(pattern(text, { variable: () => 'value' })).toBe(true);
  });

  it('matches nothing if a variable has no value', () => {
    const pattern = compilePattern('x${a:b}*', {
      wildcards: true,
      variables: true,
    });
    expect(pattern('x', NO_VARIABLES)).toBe(false);
  });

  it('resolves variables like the plain definition, regardless of their values', () => {
    const text = (chars: string[], maxLength: number) =>
      fc.string({ unit: fc.constantFrom(...chars), maxLength });
    const piece = fc.constantFrom(
      ...['a', 'b', '*', '*', '?', '${k:one}', '${K:Two}', '${k:none}'],
      "${k:none, 'a*'}",
    );
    const value = text(['a', 'b', '*', '?'], 2);
    let matched = 0;
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 5 }),
        text(['a', 'b', '*', '?', 'A'], 5),
        value,
        value,
        fc.boolean(),
        (pieces, actual, one, two, ignoreCase) => {
          const source = pieces.join('');
          const context = { 'k:one': one, 'k:two': two };
          const matches = compilePattern(source, {
            wildcards: true,
            variables: true,
            ignoreCase,
          });
          const lookup = new ContextLookup(context);
          const expected = ignoreCase
            ? matchesText(source, actual.toLowerCase(), context)
            : matchesText(source, actual, context);
          matched += Number(expected);
          expect(matches(actual, lookup)).toBe(expected);
        },
      ),
      { numRuns: 2_000 },
    );
    expect(matched).toBeGreaterThan(100);
  });
});
