import type { Config } from '@backstage/config';
import { readDuration } from './duration';
import { MOST_DAYS, readPositive } from './positive';
import type { ScansConfig } from './types';

const DEFAULTS = {
  frequencyMs: 10 * 60_000,
  timeoutMs: 15 * 60_000,
  historyDays: 90,
  unusedAfterDays: 90,
};

/** The maximum number of days, because AWS reports no earlier use. Source: "RoleLastUsed", IAM API Reference. */
const LONGEST_UNUSED_DAYS = 400;

/** Reads `scans` of the `irsa` section. */
export function readScans(config: Config | undefined): ScansConfig {
  const eventsTopic = config?.getOptionalString('scans.eventsTopic');
  return {
    ...(eventsTopic !== undefined && { eventsTopic }),
    enabled: config?.getOptionalBoolean('scans.enabled') ?? true,
    here: config?.getOptionalBoolean('scans.here') ?? true,
    frequencyMs: readDuration(config, 'scans.frequency', DEFAULTS.frequencyMs),
    timeoutMs: readDuration(config, 'scans.timeout', DEFAULTS.timeoutMs),
    historyDays: readPositive(
      config,
      'scans.historyDays',
      DEFAULTS.historyDays,
      MOST_DAYS,
    ),
  };
}

/** Reads after how many days without use a role counts as unused. */
export function readUnusedAfterDays(config: Config | undefined): number {
  const days = readPositive(
    config,
    'governance.unusedAfterDays',
    DEFAULTS.unusedAfterDays,
  );
  if (days > LONGEST_UNUSED_DAYS) {
    throw new Error(
      `irsa.governance.unusedAfterDays is ${days}: it must be at most ${LONGEST_UNUSED_DAYS}, because IAM reports no earlier use.`,
    );
  }
  return days;
}
