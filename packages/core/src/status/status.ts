import type { CheckResult, VerificationStatus } from '../model/types';
import { checks as registry } from '../checks/registry';

/** Checks that can stay unknown without making the whole verification unknown. */
const UNDECISIVE = new Set(
  registry
    .filter(({ meta }) => meta.decides === false)
    .map(({ meta }) => meta.id),
);

/** Returns the check that makes the status unknown: the first one that decides and that no other check blocks. */
export function decidingUnknown(
  checks: CheckResult[],
): CheckResult | undefined {
  return checks.find(
    ({ id, result, blockedBy }) =>
      result === 'unknown' && !UNDECISIVE.has(id) && blockedBy === undefined,
  );
}

/** Returns the overall status: a failure takes precedence over unknown results, and those over warnings. */
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
