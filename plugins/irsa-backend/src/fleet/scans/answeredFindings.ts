import type { CheckResult, Verification } from '@backstage-irsa/core/model';
import { findingId } from '@backstage-irsa/core/findings';
import type { KnownFinding } from '../store/inventory/FindingStore';

/** The governance checks that report results of a verification. Each function returns the key of the finding about a check of the verification. */
const REPORTED_BY: Record<string, (checkId: string) => string | undefined> = {
  'chain-broken': checkId => checkId,
  'role-missing': checkId => (checkId === 'role-exists' ? '' : undefined),
};

function isUnread(check: CheckResult, all: Map<string, CheckResult>): boolean {
  const cause = all.get(check.blockedBy ?? '') ?? check;
  return check.result === 'unknown' && cause.result === 'unknown';
}

/** Returns the IDs of a verification's answered checks; undefined if all were answered. A check that possibly does not apply can be missing. */
export function answeredChecks({ checks }: Verification): string[] | undefined {
  const all = new Map(checks.map(check => [check.id, check]));
  const answered = checks.filter(check => !isUnread(check, all));
  return answered.length === checks.length
    ? undefined
    : answered.map(({ id }) => id);
}

/** Checks whether a finding about an IAM service account possibly still holds, because the verification could not answer its check. */
export function isUnanswered(
  finding: KnownFinding,
  answered: string[] | undefined,
): boolean {
  const keyOf = REPORTED_BY[finding.check_id];
  if (!answered || !keyOf) return false;
  return !answered.some(check => {
    const key = keyOf(check);
    return (
      key !== undefined &&
      finding.id ===
        findingId(finding.check_id, 'service-account', finding.subject_id, key)
    );
  });
}
