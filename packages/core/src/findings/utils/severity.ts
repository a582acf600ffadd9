import type { Severity } from '../../model/types';

/** The severities in ascending order, which is the order of their ranks in the database. */
export const SEVERITIES: readonly Severity[] = [
  'low',
  'medium',
  'high',
  'critical',
];

/** Returns the rank of a severity, from 0 for low to 3 for critical. */
export function rankOf(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

/** Returns the severity of a rank; undefined for -1, which means none. */
export function severityOf(rank: number): Severity | undefined {
  return SEVERITIES[rank];
}
