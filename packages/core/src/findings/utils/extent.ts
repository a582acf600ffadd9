import { matchPattern } from '@backstage-irsa/iam-policy';

/** What `*` is replaced by to find out whether a pattern matches everything that another pattern matches: nothing, and several characters. */
const FILLINGS = ['', '**'];

/** A text of an extent: its first line, and the limits in the others. */
interface Part {
  pattern: string;
  limits: string[];
}

function partOf(text: string): Part {
  const [pattern, ...limits] = text.split('\n');
  return { pattern, limits };
}

/** Returns the part of an extent that an earlier extent does not cover. */
export function beyond(extent: string[], earlier: string[]): string[] {
  const known = new Set(earlier);
  const parts = earlier.map(partOf);
  const named = new Map<string, Part[]>();
  for (const part of parts) {
    named.set(part.pattern, [...(named.get(part.pattern) ?? []), part]);
  }
  const patterns = parts.filter(({ pattern }) => pattern.includes('*'));
  return extent.filter(text => {
    if (known.has(text)) return false;
    const { pattern, limits } = partOf(text);
    const covers = (whole: Part) =>
      whole.limits.every(limit => limits.includes(limit));
    return !(
      named.get(pattern)?.some(covers) ||
      patterns.some(whole => covers(whole) && contains(whole.pattern, pattern))
    );
  });
}

function contains(whole: string, pattern: string): boolean {
  return FILLINGS.every(filling =>
    matchPattern(whole, pattern.replaceAll('*', filling)),
  );
}
