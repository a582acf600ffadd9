import type { CheckResult, Verification } from '@backstage-irsa/core/model';
import { findingId } from '@backstage-irsa/core/findings';
import type { KnownFinding } from '../store/inventory/FindingStore';

/** Governance checks that tell what a verification found: the findings of one of its checks. */
const TOLD_BY: Record<string, (checkId: string) => string | undefined> = {
  'chain-broken': checkId => checkId,
  'role-missing': checkId => (checkId === 'role-exists' ? '' : undefined),
};

function isUnread(check: CheckResult, all: Map<string, CheckResult>): boolean {
  const cause = all.get(check.blockedBy ?? '') ?? check;
  return check.result === 'unknown' && cause.result === 'unknown';
}

/** The checks that a verification answered, by id; undefined where it answered all. One may be missing where it is not known whether it arises. */
export function answeredChecks({ checks }: Verification): string[] | undefined {
  const all = new Map(checks.map(check => [check.id, check]));
  const answered = checks.filter(check => !isUnread(check, all));
  return answered.length === checks.length
    ? undefined
    : answered.map(({ id }) => id);
}

/** Whether a finding about one IAM service account tells what its verification could not answer, so that it may still hold. */
export function isUnanswered(
  finding: KnownFinding,
  answered: string[] | undefined,
): boolean {
  const keyOf = TOLD_BY[finding.check_id];
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
