/** More are not read. */
const FEW = 8;

/** Whether a pattern may give resources of a service. */
function isOf(service: string, pattern: string): boolean {
  const [, , own = '*'] = pattern.split(':');
  return own === service || /[*?]/.test(own);
}

/** The first of some ARN patterns, in a sentence: those of a service, as far as there are any. */
export function patternWords(
  patterns: readonly string[],
  service?: string,
): string {
  const own = patterns.filter(
    pattern => service === undefined || isOf(service, pattern),
  );
  const told = own.length > 0 ? own : patterns;
  const shown = told.slice(0, FEW).join(', ');
  return told.length > FEW ? `${shown}, …` : shown;
}
