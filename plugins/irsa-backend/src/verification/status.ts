import type {
  CheckResult,
  VerificationStatus,
} from '@backstage-irsa/plugin-irsa-common';

/** What the checks amount to: a failure decides before what could not be read, and that before a warning. */
export function statusOf(
  checks: Pick<CheckResult, 'result'>[],
): VerificationStatus {
  const has = (result: CheckResult['result']) =>
    checks.some(check => check.result === result);
  if (has('fail')) return 'broken';
  if (has('unknown')) return 'unknown';
  return has('warn') ? 'degraded' : 'verified';
}
