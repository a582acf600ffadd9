import { spend, type WorkBudget } from './budget';
import type { Token } from './template';

/** A set of texts as a sequence of symbols. Each symbol is a character, any single character, any run of characters, or the value of a variable. */
export type Glob = readonly GlobSymbol[];

type Run = { kind: 'any'; without: string };

type GlobSymbol =
  | string
  | Run
  | { kind: 'one' }
  | { kind: 'variable'; key: string };

const ONE: GlobSymbol = { kind: 'one' };
const ANY: GlobSymbol = { kind: 'any', without: '' };

/** Returns the texts that a policy string can match. */
export function globOf(tokens: Token[]): Glob {
  return tokens.flatMap((token): GlobSymbol[] => {
    if (token.kind === 'any') return [ANY];
    if (token.kind === 'one') return [ONE];
    return token.kind === 'text'
      ? [...token.text]
      : [{ kind: 'variable', key: variableId(token) }];
  });
}

// A variable with a default value differs from the same variable without one.
function variableId({
  key,
  fallback,
}: Extract<Token, { kind: 'variable' }>): string {
  return JSON.stringify([key.toLowerCase(), fallback]);
}

// The partition, service, region, and account of an ARN, each literal or with wildcards, up to the start of the resource.
const ARN_HEAD = /^arn:[a-z*?-]*:[a-z0-9*?-]*:[a-z0-9*?-]*:(?:[0-9*?]*|aws):/;

/** Like `globOf`, but a `*` in a pattern in ARN form matches no colon before the last part, so that the pattern matches only ARNs. */
export function arnGlobOf(source: string, tokens: Token[]): Glob {
  const glob = globOf(tokens);
  if (!ARN_HEAD.test(source)) return glob;
  let colons = 0;
  return glob.map(symbol => {
    if (symbol === ':') colons += 1;
    return isAny(symbol) && colons < 5 ? { ...symbol, without: ':' } : symbol;
  });
}

/** Returns the texts that contain none of the given characters. */
export function anyWithout(without: string): Glob {
  return [{ kind: 'any', without }];
}

/** A glob with the literal texts that all of its texts start and end with. For most pairs of globs, these alone show that they are disjoint. */
export interface EdgedGlob {
  glob: Glob;
  start: string;
  end: string;
}

/** Returns a glob with its literal start and end. */
export function edged(glob: Glob): EdgedGlob {
  let first = 0;
  while (typeof glob[first] === 'string') first += 1;
  let last = glob.length;
  while (typeof glob[last - 1] === 'string') last -= 1;
  return {
    glob,
    start: glob.slice(0, first).join(''),
    end: glob.slice(last).join(''),
  };
}

/** Checks quickly whether globs can overlap. False is always correct. */
export function canOverlap(a: EdgedGlob, b: EdgedGlob): boolean {
  return (
    (a.start.startsWith(b.start) || b.start.startsWith(a.start)) &&
    (a.end.endsWith(b.end) || b.end.endsWith(a.end))
  );
}

/** Checks quickly whether `outer` can cover `inner`. False is always what `covers` returns. */
export function canCover(outer: EdgedGlob, inner: EdgedGlob): boolean {
  return inner.start.startsWith(outer.start) && inner.end.endsWith(outer.end);
}

/** The ways to go on from a pair of symbols: past the first, past the second, or past both at the same time. */
const FIRST = 1;
const SECOND = 2;
const BOTH = 4;

/** Returns the ways to go on from two symbols; `undefined` is the end of a glob. 0 if there are none. */
type Steps = (
  left: GlobSymbol | undefined,
  right: GlobSymbol | undefined,
) => number;

const UNLIMITED: WorkBudget = { left: Infinity };

const overlapSteps: Steps = (left, right) => {
  const isLeftRun = isRun(left);
  const isRightRun = isRun(right);
  if (!isLeftRun && !isRightRun) {
    const same = left === right || left === ONE || right === ONE;
    return same && left && right ? BOTH : 0;
  }
  const first = isLeftRun || (left && accepts(right, left));
  const second = isRightRun || (right && accepts(left, right));
  return (first ? FIRST : 0) + (second ? SECOND : 0);
};

/** Checks whether any text is in both sets. A variable can have any value. */
export function overlap(a: Glob, b: Glob, budget = UNLIMITED): boolean {
  return explore(a, b, overlapSteps, budget);
}

const coverSteps: Steps = (wide, narrow) => {
  if (isAny(wide)) {
    return narrow !== undefined && takesIn(wide, narrow)
      ? FIRST + SECOND
      : FIRST;
  }
  const same =
    wide === narrow ||
    (wide === ONE && typeof narrow === 'string') ||
    (isVariable(wide) && isVariable(narrow) && wide.key === narrow.key);
  return same && narrow !== undefined ? BOTH : 0;
};

/** Checks whether every text of `inner` is in `outer`. True is always correct; false can be wrong for some sets that `outer` does cover. */
export function covers(outer: Glob, inner: Glob, budget = UNLIMITED): boolean {
  return explore(outer, inner, coverSteps, budget);
}

/** Checks whether the steps lead from the start of both globs to the end of both. Takes at most the product of their lengths. */
function explore(a: Glob, b: Glob, steps: Steps, budget: WorkBudget): boolean {
  // Where neither glob has a run, only one way leads on, from the start as well as back from the end.
  const shortest = Math.min(a.length, b.length);
  let start = 0;
  while (start < shortest && steps(a[start], b[start]) === BOTH) start += 1;
  let end = 0;
  let last = BOTH;
  while (end < shortest - start) {
    last = steps(a[a.length - 1 - end], b[b.length - 1 - end]);
    if (last !== BOTH) break;
    end += 1;
  }
  spend(budget, start + end + 1);
  if (last === 0) return false;
  return exploreRows(
    a.slice(start, a.length - end),
    b.slice(start, b.length - end),
    steps,
    budget,
  );
}

/** Like `explore`. Goes through the positions in `a`, and keeps only the positions in `b` that one of them is reached with. */
function exploreRows(
  a: Glob,
  b: Glob,
  steps: Steps,
  budget: WorkBudget,
): boolean {
  let [row, next] = emptyRows(b.length + 1);
  row[0] = 1;
  let from = 0;
  let to = 0;
  for (let i = 0; i <= a.length; i++) {
    let nextFrom = b.length + 1;
    let nextTo = -1;
    for (let j = from; j <= to; j++) {
      const ways = row[j] === 0 ? 0 : steps(a[i], b[j]);
      if (ways === SECOND || ways === FIRST + SECOND) {
        row[j + 1] = 1;
        if (to === j) to += 1;
      }
      if (ways !== 0 && ways !== SECOND) {
        nextTo = ways === BOTH ? j + 1 : j;
        if (nextTo < nextFrom) nextFrom = nextTo;
        next[nextTo] = 1;
      }
    }
    spend(budget, to - from + 1);
    if (i === a.length) return row[b.length] === 1;
    if (nextTo < 0) return false;
    row.fill(0, from, to + 1);
    [row, next] = [next, row];
    [from, to] = [nextFrom, nextTo];
  }
  return false;
}

let rows = [new Uint8Array(256), new Uint8Array(256)];

/** Returns 2 lists of zeros. Reuses them, because there are many short comparisons. */
function emptyRows(length: number): Uint8Array[] {
  if (rows[0].length < length) {
    rows = rows.map(() => new Uint8Array(2 * length));
  }
  return rows.map(row => row.fill(0, 0, length));
}

function takesIn(wide: Run, narrow: GlobSymbol): boolean {
  if (wide.without === '') return true;
  if (typeof narrow === 'string') return !wide.without.includes(narrow);
  return (
    isAny(narrow) &&
    [...wide.without].every(char => narrow.without.includes(char))
  );
}

function isAny(symbol: GlobSymbol | undefined): symbol is Run {
  return typeof symbol === 'object' && symbol.kind === 'any';
}

function isVariable(
  symbol: GlobSymbol | undefined,
): symbol is { kind: 'variable'; key: string } {
  return typeof symbol === 'object' && symbol.kind === 'variable';
}

function isRun(symbol: GlobSymbol | undefined): boolean {
  return isAny(symbol) || isVariable(symbol);
}

function accepts(run: GlobSymbol | undefined, symbol: GlobSymbol): boolean {
  const without = isAny(run) ? run.without : '';
  return typeof symbol !== 'string' || !without.includes(symbol);
}
