import type { CheckResult, Verification } from '@backstage-irsa/core/model';
import { findingId } from '@backstage-irsa/core/findings';

/** Governance checks that tell what a verification found: the findings of one of its checks. */
const TOLD_BY: Record<string, (checkId: string) => string | undefined> = {
  'chain-broken': checkId => checkId,
  'role-missing': checkId => (checkId === 'role-exists' ? '' : undefined),
};

/** Whether a governance check tells what a verification found. */
export function tellsVerification(check: string): boolean {
  return check in TOLD_BY;
}

function isUnread(check: CheckResult, all: Map<string, CheckResult>): boolean {
  const cause = all.get(check.blockedBy ?? '') ?? check;
  return check.result === 'unknown' && cause.result === 'unknown';
}

/**
 * The ids of the findings about one IAM service account that its verification can tell of, there or resolved; undefined where it can tell of all. A check
 * may be left out where it is not known whether it arises.
 */
export function answeredFindings(
  subjectId: string,
  { checks }: Verification,
): Set<string> | undefined {
  const all = new Map(checks.map(check => [check.id, check]));
  const answered = checks.filter(check => !isUnread(check, all));
  if (answered.length === checks.length) return undefined;
  return new Set(
    answered.flatMap(({ id }) =>
      Object.entries(TOLD_BY).flatMap(([check, keyOf]) => {
        const key = keyOf(id);
        return key === undefined
          ? []
          : findingId(check, 'service-account', subjectId, key);
      }),
    ),
  );
}
