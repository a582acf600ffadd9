import type { CheckResult, Verification } from '@backstage-irsa/core/model';
import { LINKS } from './links';

/** What makes a verification other than verified: the first link of the chain that shows it, and how many more checks do. */
export interface Decision {
  check: CheckResult;
  /** Further checks with the same result that no other check explains. */
  others: number;
}

const DECIDES = {
  broken: 'fail',
  unknown: 'unknown',
  degraded: 'warn',
} as const;

/**
 * The check that decides the status, or undefined when all is verified. A check that an earlier link blocks
 * never decides: the earlier link does.
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
