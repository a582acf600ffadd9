import type { Risk } from '@backstage-irsa/core/model';

const SEVERITIES: readonly Risk['severity'][] = ['high', 'medium', 'low'];

/** Returns the rank of a severity, where 0 is the most severe. */
export function severityRank(severity: Risk['severity']): number {
  return SEVERITIES.indexOf(severity);
}

/** Returns the risks, the most severe first. Risks of the same severity keep their order. */
export function risksWorstFirst(risks: readonly Risk[]): Risk[] {
  return [...risks].sort(
    (a, b) => severityRank(a.severity) - severityRank(b.severity),
  );
}
