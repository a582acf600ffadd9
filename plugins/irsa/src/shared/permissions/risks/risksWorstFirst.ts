import type { Risk } from '@backstage-irsa/core/model';

const SEVERITIES: readonly Risk['severity'][] = ['high', 'medium', 'low'];

/** How bad a risk is: 0 is the worst. */
export function severityRank(severity: Risk['severity']): number {
  return SEVERITIES.indexOf(severity);
}

/** The risks with the most severe first, otherwise in their order. */
export function risksWorstFirst(risks: readonly Risk[]): Risk[] {
  return [...risks].sort(
    (a, b) => severityRank(a.severity) - severityRank(b.severity),
  );
}
