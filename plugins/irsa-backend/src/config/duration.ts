import { readDurationFromConfig, type Config } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';

/** The minimum in milliseconds, so that a schedule does not run without a pause. */
const SHORTEST_MS = 1000;

/** The maximum in milliseconds, as whole days: timers of Node.js end at once if they are longer than 2147483647 ms. */
const LONGEST_MS = 24 * 24 * 60 * 60_000;

/** Reads a duration in milliseconds from the `irsa` section. */
export function readDuration(
  config: Config | undefined,
  key: string,
  fallback: number,
): number {
  if (!config?.has(key)) return fallback;
  const ms = durationToMilliseconds(readDurationFromConfig(config, { key }));
  if (ms < SHORTEST_MS || ms > LONGEST_MS) {
    throw new Error(
      `irsa.${key} is ${ms} ms: it must be from 1 second to 24 days.`,
    );
  }
  return ms;
}
