/** A character that no pattern contains, so that only a wildcard matches it. */
const ANY = '\0';

/** A text, or any text without a character. */
type Part = string | { without: string };

/** The positions in a pattern that a text can lead to. */
type Positions = Set<number>;

/** Replaces policy variables, whose values are unknown, by `*`, and escaped wildcards by a character without meaning. */
function plain(pattern: string): string {
  return pattern.replace(/\$\{([^}]*)\}/g, (_, name) =>
    /^[*?$]$/.test(name) ? '\u0001' : '*',
  );
}

/** Adds the positions after a `*`, which can match nothing. */
function withSkipped(pattern: string, positions: Positions): Positions {
  // A set also visits what is added meanwhile.
  for (const at of positions) if (pattern[at] === '*') positions.add(at + 1);
  return positions;
}

function after(pattern: string, positions: Positions, char: string): Positions {
  const next = [...positions].flatMap(at => {
    if (pattern[at] === '*') return [at];
    return pattern[at] === '?' || pattern[at] === char ? [at + 1] : [];
  });
  return withSkipped(pattern, new Set(next));
}

function afterAnything(
  pattern: string,
  positions: Positions,
  without: string,
): Positions {
  for (const at of positions) {
    if (at < pattern.length && pattern[at] !== without) positions.add(at + 1);
  }
  return positions;
}

/** Checks whether a pattern with `*` and `?` can match a text that consists of these parts. */
function canMatch(pattern: string, parts: Part[]): boolean {
  let positions = withSkipped(pattern, new Set([0]));
  for (const part of parts) {
    if (typeof part !== 'string') {
      positions = afterAnything(pattern, positions, part.without);
      continue;
    }
    for (const char of part) positions = after(pattern, positions, char);
  }
  return positions.has(pattern.length);
}

/** Checks whether a pattern for the subject of a token leaves the namespace open, as `system:*` and `system:serviceaccount:*:orders` do. */
export function leavesNamespaceOpen(pattern: string): boolean {
  return canMatch(plain(pattern), [
    `system:serviceaccount:${ANY}`,
    { without: ':' },
    ':',
    { without: ':' },
  ]);
}

/** Checks whether a pattern for the ARN of an EKS cluster matches clusters of every name. */
export function matchesEveryCluster(pattern: string): boolean {
  return canMatch(plain(pattern), [
    { without: '/' },
    `cluster/${ANY.repeat(8)}`,
  ]);
}

/** Checks whether a pattern matches every value. */
export function matchesEverything(pattern: string): boolean {
  return canMatch(plain(pattern), [ANY.repeat(8)]);
}
