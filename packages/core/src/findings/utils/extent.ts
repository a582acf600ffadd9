import { matchPattern } from '@backstage-irsa/iam-policy';

/** What `*` is replaced by to find out whether a pattern matches everything that another pattern matches: nothing, and several characters. */
const FILLINGS = ['', '**'];

/** Returns the part of an extent that an earlier extent does not cover. */
export function beyond(extent: string[], earlier: string[]): string[] {
  const known = new Set(earlier);
  const patterns = earlier.filter(text => text.includes('*'));
  return extent.filter(
    text =>
      !known.has(text) &&
      !patterns.some(pattern =>
        FILLINGS.every(filling =>
          matchPattern(pattern, text.replaceAll('*', filling)),
        ),
      ),
  );
}
