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

/** Checks whether any text is in both sets. A variable can have any value. */
export function overlap(a: Glob, b: Glob): boolean {
  return explore(a, b, (i, j) => {
    const left = a[i];
    const right = b[j];
    if (isRun(left) || isRun(right)) {
      const next: Array<[number, number]> = [];
      if (isRun(left)) next.push([i + 1, j]);
      if (isRun(right)) next.push([i, j + 1]);
      if (isRun(left) && !isRun(right) && accepts(left, right)) {
        next.push([i, j + 1]);
      }
      if (isRun(right) && !isRun(left) && accepts(right, left)) {
        next.push([i + 1, j]);
      }
      return next;
    }
    const same = left === right || left === ONE || right === ONE;
    return same && left && right ? [[i + 1, j + 1]] : [];
  });
}

/** Checks whether every text of `inner` is in `outer`. True is always correct; false can be wrong for some sets that `outer` does cover. */
export function covers(outer: Glob, inner: Glob): boolean {
  return explore(outer, inner, (i, j) => {
    const wide = outer[i];
    const narrow = inner[j];
    if (isAny(wide)) {
      const next: Array<[number, number]> = [[i + 1, j]];
      if (narrow !== undefined && takesIn(wide, narrow)) next.push([i, j + 1]);
      return next;
    }
    const same =
      wide === narrow ||
      (wide === ONE && typeof narrow === 'string') ||
      (isVariable(wide) && isVariable(narrow) && wide.key === narrow.key);
    return same && narrow !== undefined ? [[i + 1, j + 1]] : [];
  });
}

/** Checks whether the steps lead from the start of both globs to the end of both. Visits each pair of positions once. */
function explore(
  a: Glob,
  b: Glob,
  steps: (i: number, j: number) => Array<[number, number]>,
): boolean {
  const width = b.length + 1;
  const seen = new Set<number>([0]);
  const open: Array<[number, number]> = [[0, 0]];
  for (let at = open.pop(); at; at = open.pop()) {
    if (at[0] === a.length && at[1] === b.length) return true;
    for (const [i, j] of steps(...at)) {
      const place = i * width + j;
      if (i > a.length || j > b.length || seen.has(place)) continue;
      seen.add(place);
      open.push([i, j]);
    }
  }
  return false;
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

function accepts(run: GlobSymbol, symbol: GlobSymbol | undefined): boolean {
  if (symbol === undefined) return false;
  const without = isAny(run) ? run.without : '';
  return typeof symbol !== 'string' || !without.includes(symbol);
}
