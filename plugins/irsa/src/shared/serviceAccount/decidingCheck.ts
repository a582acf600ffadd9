import type { CheckResult, Verification } from '@backstage-irsa/core/model';
import { LINKS } from './links';

/** The reason for a status other than "verified": the check of the first affected link, and how many other checks have the same result. */
export interface Decision {
  check: CheckResult;
  /** The number of other checks with the same result that no earlier link blocks. */
  others: number;
}

const DECIDES = {
  broken: 'fail',
  unknown: 'unknown',
  degraded: 'warn',
} as const;

/**
 * Returns the check that decides the status, or undefined if the status is "verified". A check that is blocked by an earlier link never decides: the
 * earlier link's check does.
 */
export function decidingCheck(
  verification: Verification,
): Decision | undefined {
  if (verification.status === 'verified') return undefined;
  const result = DECIDES[verification.status];
  const [check, ...others] = verification.checks
    .filter(c => c.result === result && !c.blockedBy)
    .sort((a, b) => LINKS.indexOf(a.link) - LINKS.indexOf(b.link));
  return check && { check, others: others.length };
}
