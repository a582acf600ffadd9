import type { CheckResult, Link, Severity } from '../model/types';
import type { GovernanceCheck } from './types';
import { isCoveredElsewhere } from './utils/coveredElsewhere';
import { fromVerification } from './utils/fromVerification';

/** A service that cannot be its role is stopped; one that is it and may do too little may still do the rest. */
const FAILED: Partial<Record<Link, Severity>> = { permissions: 'medium' };

/** What only may go wrong, later or for some pods. */
const WARNED: Partial<Record<Link, Severity>> = {
  role: 'low',
  permissions: 'low',
};

function severityOf({ result, link }: CheckResult): Severity {
  return result === 'fail' ? FAILED[link] ?? 'high' : WARNED[link] ?? 'medium';
}

/** One finding for each check of the last verification that failed or warned. What could not be answered is none. */
export const check: GovernanceCheck<'service-account'> = {
  meta: {
    id: 'chain-broken',
    subject: 'service-account',
    title: 'A link to AWS is broken or in doubt',
    question: 'Does every link from the workload to its permissions hold?',
    reads: [
      'eks:DescribeCluster',
      'iam:GetAccountAuthorizationDetails',
      'iam:GetOpenIDConnectProvider',
      'list serviceaccounts',
      'list pods',
    ],
    docs: 'docs/reference/findings/chain-broken.md',
  },
  run({ observed, verification }) {
    return verification.checks
      .filter(({ result }) => result === 'fail' || result === 'warn')
      .filter(result => !isCoveredElsewhere(result, observed))
      .map(result => ({
        key: result.id,
        severity: severityOf(result),
        ...fromVerification(result),
      }));
  },
};
