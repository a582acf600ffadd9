import type { CheckResult, VerificationStatus } from '../model/types';
import { checks as registry } from '../checks/registry';

/** Checks that may stay unknown without the verification being so. */
const UNDECISIVE = new Set(
  registry
    .filter(({ meta }) => meta.decides === false)
    .map(({ meta }) => meta.id),
);

/** The check that leaves the status unknown: the first one that decides and was not left out because of another one. */
export function decidingUnknown(
  checks: CheckResult[],
): CheckResult | undefined {
  return checks.find(
    ({ id, result, blockedBy }) =>
      result === 'unknown' && !UNDECISIVE.has(id) && blockedBy === undefined,
  );
}

/** What the checks amount to: a failure decides before what could not be read, and that before a warning. */
export function statusOf(
  checks: Pick<CheckResult, 'id' | 'result'>[],
): VerificationStatus {
  const has = (result: CheckResult['result']) =>
    checks.some(
      check =>
        check.result === result &&
        (result !== 'unknown' || !UNDECISIVE.has(check.id)),
    );
  if (has('fail')) return 'broken';
  if (has('unknown')) return 'unknown';
  return has('warn') ? 'degraded' : 'verified';
}
