import fc from 'fast-check';
import { matchPattern } from '../match/pattern';
import { parseTemplate } from '../match/template';
import { patternOf, PatternSet } from './pattern-set';
import { findText } from './search';

const LETTERS = ['a', 'b'];
// Long enough to test patterns of 4 symbols, with one letter that no pattern contains.
const TEXTS = textsOf([...LETTERS, 'x'], 6);
// 100,000 pairs take a minute: `PATTERN_PAIRS=100000 yarn test pattern-set`.
const RUNS = Number(process.env.PATTERN_PAIRS ?? 200);

function textsOf(letters: string[], length: number): string[] {
  if (length === 0) return [''];
  const shorter = textsOf(letters, length - 1);
  const longest = shorter.filter(text => text.length === length - 1);
  return [
    ...shorter,
    ...longest.flatMap(text => letters.map(letter => text + letter)),
  ];
}

const compile = (text: string) =>
  patternOf(
    parseTemplate(text, { wildcards: true, variables: false }),
    () => undefined,
  );
const pattern = fc
  .array(fc.constantFrom(...LETTERS, '*', '?'), { maxLength: 4 })
  .map(symbols => symbols.join(''));
const patterns = (most: number) =>
  fc.array(pattern, { minLength: 1, maxLength: most });

/** Searches for a text that matches `wide` but no pattern of `narrow`. */
function found(some: string[][], none: string[]): string | undefined {
  const result = findText(
    { some: some.map(list => list.map(compile)), none: none.map(compile) },
    { left: 1_000_000 },
  );
  if (result === 'none') return undefined;
  if (result === 'unknown') throw new Error('The budget did not last.');
  return String.fromCharCode(...result.symbols);
}

const isIn = (list: string[], text: string) =>
  list.some(one => matchPattern(one, text));

describe('a set of patterns', () => {
  it('matches what each of its patterns matches', () => {
    fc.assert(
      fc.property(patterns(12), fc.constantFrom(...TEXTS), (list, text) => {
        const set = new PatternSet(list.map(compile));
        let places = set.start;
        for (const char of text) {
          const next = new Int32Array(set.words);
          set.step(places, char.charCodeAt(0), next);
          places = next;
        }
        const matches: number[] = [];
        set.eachMatch(places, index => matches.push(index));
        expect(matches).toEqual(
          list.flatMap((one, index) =>
            matchPattern(one, text) ? [index] : [],
          ),
        );
      }),
      { numRuns: RUNS },
    );
  });
});

describe('the search for a text', () => {
  it.each<[string[], string[], boolean]>([
    [['*b'], ['*?'], false],
    [['*'], ['?*'], true],
    [['?*'], ['*?'], false],
    [['a*'], ['a'], true],
    [['a*'], ['a', 'a?*'], false],
    [['a*b', 'b*a'], ['*'], false],
    [['*a*'], ['a*', '*a'], true],
    [['??'], ['?'], true],
    [['*'], ['', '?', '??*'], false],
    [['a?'], ['aa', 'ab'], true],
    [['abc'], ['abc'], false],
    [[''], ['*'], false],
  ])('finds a text matching %j but not %j: %s', (wide, narrow, expected) => {
    const text = found([wide], narrow);
    expect(text !== undefined).toBe(expected);
    expect(
      text === undefined || (isIn(wide, text) && !isIn(narrow, text)),
    ).toBe(true);
  });

  it('agrees with a check of every short text', () => {
    const cases = fc.tuple(
      fc.array(patterns(2), { minLength: 1, maxLength: 2 }),
      fc.array(pattern, { maxLength: 4 }),
    );
    fc.assert(
      fc.property(cases, ([some, none]) => {
        const isSought = (text: string) =>
          some.every(list => isIn(list, text)) && !isIn(none, text);
        const text = found(some, none);
        const short = TEXTS.find(isSought);
        expect(text === undefined ? short === undefined : isSought(text)).toBe(
          true,
        );
      }),
      { numRuns: RUNS },
    );
  });

  it('stops when the budget is used up', () => {
    const budget = { left: 10 };
    const hard = Array.from({ length: 12 }, (_, at) => `*a${'?'.repeat(at)}`);
    expect(
      findText({ some: [[compile('*a*')]], none: hard.map(compile) }, budget),
    ).toBe('unknown');
  });
});
