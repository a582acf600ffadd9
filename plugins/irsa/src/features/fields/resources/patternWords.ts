/** The maximum number of patterns to show. */
const FEW = 8;

/** Checks whether a pattern can match resources of a service. */
function isOf(service: string, pattern: string): boolean {
  const [, , own = '*'] = pattern.split(':');
  return own === service || /[*?]/.test(own);
}

/** Returns the first of some ARN patterns as text. If any patterns match the service, returns only those. */
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
