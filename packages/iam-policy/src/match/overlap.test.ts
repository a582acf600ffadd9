import fc from 'fast-check';
import { OverBudgetError } from './budget';
import {
  arnGlobOf,
  canCover,
  canOverlap,
  covers,
  edged,
  globOf,
  overlap,
} from './overlap';
import { matchPattern } from './pattern';
import { parseTemplate } from './template';

const glob = (text: string) =>
  globOf(parseTemplate(text, { wildcards: true, variables: true }));
const pattern = fc
  .array(fc.constantFrom('a', 'b', '*', '?'), { maxLength: 5 })
  .map(parts => parts.join(''));
/** All texts of `a` and `b` up to the length that patterns of 5 symbols can distinguish. */
const TEXTS = ['', ...lengthen(['']), ...lengthen(lengthen(['']))];
for (let length = 3; length <= 7; length += 1) {
  TEXTS.push(...lengthen(TEXTS.filter(text => text.length === length - 1)));
}

function lengthen(texts: string[]): string[] {
  return texts.flatMap(text => [`${text}a`, `${text}b`]);
}

describe('overlap', () => {
  it('is true exactly if a text matches both patterns', () => {
    fc.assert(
      fc.property(pattern, pattern, (a, b) => {
        const both = TEXTS.some(
          text => matchPattern(a, text) && matchPattern(b, text),
        );
        // A text that matches both can be longer than the tested ones, but has no other characters.
        fc.pre(both || a.length + b.length <= 7);
        expect(overlap(glob(a), glob(b))).toBe(both);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['arn:aws:s3:::${aws:username}/*', 'arn:aws:s3:::ana/x', true],
    ['arn:aws:s3:::a-${aws:username}', 'arn:aws:s3:::b*', false],
    ['${a:b}', '${c:d}', true],
  ])('treats a variable as any value: %s and %s: %s', (a, b, expected) => {
    expect(overlap(glob(a), glob(b))).toBe(expected);
  });
});

describe('arnGlobOf', () => {
  const arn = (text: string) =>
    arnGlobOf(text, parseTemplate(text, { wildcards: true, variables: true }));

  it.each([
    ['arn:aws:sqs:*:*:x*', 'arn:aws:sqs:*:*:y*', false],
    ['arn:aws:sqs:*:*:x*', 'arn:aws:sqs:eu-west-1:*:x', true],
    ['arn:aws:s3:::x*', 'arn:aws:s3:*:*:*', true],
    ['arn:aws:s3*', 'arn:aws:s3:::x', true],
    ['arn:aws:ssm:*:parameter/a:*', 'arn:aws:ssm:r:1:parameter/a:b', true],
  ])('%s and %s overlap: %s', (a, b, expected) => {
    expect(overlap(arn(a), arn(b))).toBe(expected);
  });

  it.each([
    ['arn:aws:sqs:*:*:*', 'arn:aws:sqs:*:*:y*', true],
    ['arn:aws:sqs:*:*:*', 'arn:aws:sqs:eu-west-1:111122223333:y', true],
    ['arn:aws:sqs:*:*:*', 'arn:aws:sqs:*', false],
    ['arn:aws:sqs:*:*:x', 'arn:aws:sqs:?:*:x', false],
    ['*', 'arn:aws:sqs:*:*:x', true],
  ])('%s covers %s: %s', (outer, inner, expected) => {
    expect(covers(arn(outer), arn(inner))).toBe(expected);
  });
});

describe('covers', () => {
  it('is true only if the first pattern matches every text of the second', () => {
    fc.assert(
      fc.property(pattern, pattern, (outer, inner) => {
        fc.pre(covers(glob(outer), glob(inner)));
        const outside = TEXTS.filter(
          text => matchPattern(inner, text) && !matchPattern(outer, text),
        );
        expect(outside).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    ['*', 'a', true],
    ['a*', 'a*b', true],
    ['a*', '*', false],
    ['?', 'a', true],
    ['?', '*', false],
    ['a', 'A', false],
    ['*', '${a:b}', true],
    ['?', '${a:b}', false],
    ['x/${a:b}/*', 'x/${A:B}/y', true],
    ['x/${a:b}', 'x/${c:d}', false],
  ])('%s covers %s: %s', (outer, inner, expected) => {
    expect(covers(glob(outer), glob(inner))).toBe(expected);
  });
});

describe('comparisons of globs', () => {
  it('are ruled out by literal starts and ends only if they are false', () => {
    fc.assert(
      fc.property(pattern, pattern, (a, b) => {
        const [left, right] = [a, b].map(text => edged(glob(text)));
        const { glob: wide } = left;
        const { glob: narrow } = right;
        expect(canOverlap(left, right) || !overlap(wide, narrow)).toBe(true);
        expect(canCover(left, right) || !covers(wide, narrow)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['arn:aws:s3:::${aws:username}/*', 'arn:aws:s3:::', ''],
    ['a*b?cd', 'a', 'cd'],
    ['abc', 'abc', 'abc'],
    ['*', '', ''],
  ])('%s has literal ends %s and %s', (text, start, end) => {
    expect(edged(glob(text))).toMatchObject({ start, end });
  });

  it('skip literal starts and ends that both globs have', () => {
    const shared = 's'.repeat(100);
    const [a, b] = ['x*y', 'x?y'].map(text => glob(shared + text + shared));
    const budget = { left: 1000 };
    expect(overlap(a, b, budget)).toBe(true);
    expect(covers(a, b, budget)).toBe(true);
    expect(budget.left).toBeGreaterThan(550);
  });

  it('stop when the budget is used up', () => {
    const [a, b] = ['*a?', '?*a'].map(text => glob(text.repeat(1000)));
    const budget = { left: 10_000 };
    expect(() => overlap(a, b, budget)).toThrow(OverBudgetError);
    expect(budget.left).toBeGreaterThan(-10_000);
  });
});
