import type { Config } from '@backstage/config';

/** The maximum duration of a timer in milliseconds. A longer timer ends at once. Source: "Timers", Node.js documentation. */
const MOST = 2 ** 31 - 1;

/** The maximum number of days of history: 100 years. Without a limit, the date before which rows are deleted could be invalid. */
export const MOST_DAYS = 36_500;

/** Reads a positive integer from the `irsa` section. */
export function readPositive(
  config: Config | undefined,
  path: string,
  fallback: number,
  most = MOST,
): number {
  const value = config?.getOptionalNumber(path) ?? fallback;
  if (!Number.isInteger(value) || value < 1 || value > most) {
    throw new Error(
      `irsa.${path} is ${value}: it must be a whole number from 1 to ${most}.`,
    );
  }
  return value;
}
