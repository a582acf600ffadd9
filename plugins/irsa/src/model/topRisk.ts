import type { Risk } from '@backstage-irsa/plugin-irsa-common';

const SEVERITIES: readonly Risk['severity'][] = ['high', 'medium', 'low'];

/** The most severe risk, or undefined when there is none. */
export function topRisk(risks: readonly Risk[]): Risk | undefined {
  return [...risks].sort(
    (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity),
  )[0];
}
