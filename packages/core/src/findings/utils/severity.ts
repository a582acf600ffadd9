import type { Severity } from '../../model/types';

/** From the least to the worst, in the order of their ranks in the database. */
export const SEVERITIES: readonly Severity[] = [
  'low',
  'medium',
  'high',
  'critical',
];

/** 0 for low to 3 for critical. */
export function rankOf(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

/** The severity of a rank; undefined for -1, which stands for none. */
export function severityOf(rank: number): Severity | undefined {
  return SEVERITIES[rank];
}
