/** More are not read. */
const FEW = 8;

/** The first of some ARN patterns, in a sentence. */
export function patternWords(patterns: readonly string[]): string {
  const shown = patterns.slice(0, FEW).join(', ');
  return patterns.length > FEW ? `${shown}, …` : shown;
}
