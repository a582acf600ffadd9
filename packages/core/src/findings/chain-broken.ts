import type { CheckResult, Link, Severity } from '../model/types';
import type { GovernanceCheck } from './types';
import { fromVerification } from './utils/fromVerification';
import { DEFAULT_AUDIENCE } from '../model/annotations';
import { audienceOf } from '../checks/utils/trust';
import { valueOf } from '../model/observation';
import type { Observed } from '../model/observed';

type Covers = (observed: Observed) => boolean;

/** Checks of a verification, by id, whose faults governance checks of their own tell of, and when they do. */
const COVERED: Record<string, Covers> = {
  // role-missing
  'role-exists': ({ role }) => role.state === 'absent',
  // overly-permissive-trust, once for the role
  'trust-scope': () => true,
  // workload-static-keys
  'static-keys': () => true,
  // webhook-missing, once for the cluster
  webhook: ({ webhook }) => webhook.state === 'absent',
  // provider-audience, once for the provider
  audience: observed =>
    audienceOf(observed) === DEFAULT_AUDIENCE &&
    !valueOf(observed.oidcProvider)?.clientIds.includes(DEFAULT_AUDIENCE),
};

/** Whether another governance check tells of what a check of a verification found, so that one fault gives one finding. */
function isCoveredElsewhere({ id }: CheckResult, observed: Observed): boolean {
  return COVERED[id]?.(observed) ?? false;
}

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

const LINKS: Record<Link, string> = {
  cluster: 'Cluster',
  workload: 'Workload',
  'service-account': 'ServiceAccount',
  'oidc-provider': 'OIDC provider',
  'trust-policy': 'Trust policy',
  role: 'Role',
  permissions: 'Permissions',
};

/** Parts of ids of faults and checks that are written in capitals. */
const ACRONYMS = ['arn', 'aws', 'id', 'kms', 'oidc', 'sdk', 'sts'];

/** A title such as `Trust policy broken: wrong subject`. */
function wordsOf({ id, result, link, fault }: CheckResult): {
  title: string;
  impact: string;
} {
  const isBroken = result === 'fail';
  const words = (fault ?? id)
    .split('-')
    .map(word => (ACRONYMS.includes(word) ? word.toUpperCase() : word))
    .join(' ');
  return {
    title: `${LINKS[link]} ${isBroken ? 'broken' : 'warning'}: ${words}`,
    impact: isBroken
      ? 'The service cannot call AWS as it is meant to.'
      : 'It works, and may stop or be refused later.',
  };
}

/** One finding for each check of the last verification that failed or warned. What could not be answered is none. */
export const check: GovernanceCheck<'service-account'> = {
  meta: {
    id: 'chain-broken',
    subject: 'service-account',
    title: 'A link to AWS is broken or has a warning',
    question: 'Is every link from the workload to its permissions OK?',
    requiredPermissions: [
      'eks:DescribeCluster',
      'iam:GetAccountAuthorizationDetails',
      'iam:GetOpenIDConnectProvider',
      'list serviceaccounts',
      'list pods',
    ],
    docs: 'docs/reference/findings/chain-broken.md',
    weighs: ['pods'],
  },
  run({ observed, verification }) {
    return verification.checks
      .filter(({ result }) => result === 'fail' || result === 'warn')
      .filter(result => !isCoveredElsewhere(result, observed))
      .map(result => ({
        key: result.id,
        severity: severityOf(result),
        ...wordsOf(result),
        ...fromVerification(result),
      }));
  },
};
