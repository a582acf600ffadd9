import type { CheckResult, Link, Severity } from '../model/types';
import type { GovernanceCheck, GovernanceContext } from './types';
import { fromVerification } from './utils/fromVerification';
import { lintRoleTrust } from './utils/lintRoleTrust';
import { parseRoleArn } from '../arn/arn';
import { DEFAULT_AUDIENCE } from '../model/annotations';
import { audienceOf } from '../checks/utils/trust';
import { valueOf } from '../model/observation';
import type { Observed } from '../model/observed';

type Covers = (observed: Observed, context: GovernanceContext) => boolean;

/** The verification checks, by ID, whose faults have a governance check of their own, and the condition under which that check reports them. */
const COVERED: Record<string, Covers> = {
  // role-missing
  'role-exists': ({ role }) => role.state === 'absent',
  // overly-permissive-trust, once for the role
  'trust-scope': ({ ref, role }, context) => {
    const known = valueOf(role);
    const accountId = parseRoleArn(known?.arn ?? '')?.accountId;
    const document = known?.trust.document;
    if (!known || !document || accountId === undefined) return false;
    const subject = { accountId, role: known, holders: [ref] };
    return lintRoleTrust(subject, document, context).some(
      ({ risk }) => !risk.isDeliberate,
    );
  },
  // workload-static-keys
  'static-keys': () => true,
  // webhook-missing, once for the cluster
  webhook: ({ webhook }) => webhook.state === 'absent',
  // provider-audience, once for the provider
  audience: observed =>
    audienceOf(observed) === DEFAULT_AUDIENCE &&
    !valueOf(observed.oidcProvider)?.clientIds.includes(DEFAULT_AUDIENCE),
};

/** Whether another governance check reports what a verification check found, so that 1 fault gives 1 finding. */
function isCoveredElsewhere(
  { id }: CheckResult,
  observed: Observed,
  context: GovernanceContext,
): boolean {
  return COVERED[id]?.(observed, context) ?? false;
}

/** Severities of failures, by link; `high` for all others. A service without its role cannot work. With too few permissions, it can work in part. */
const FAILED: Partial<Record<Link, Severity>> = { permissions: 'medium' };

/** Severities of warnings, by link; `medium` for all others. A warning is for what can go wrong later or for some pods. */
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

/** Parts of fault and check IDs that are written in capitals. */
const ACRONYMS = ['arn', 'aws', 'id', 'kms', 'oidc', 'sdk', 'sts'];

/** Returns the title and the impact. An example of a title is `Trust policy broken: wrong subject`. */
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
      ? 'The service cannot call AWS as intended.'
      : 'It works, but may stop or be refused later.',
  };
}

/** Returns one finding for each check of the last verification that failed or warned. Unanswered checks give none. */
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
  run({ observed, verification }, context) {
    return verification.checks
      .filter(({ result }) => result === 'fail' || result === 'warn')
      .filter(result => !isCoveredElsewhere(result, observed, context))
      .map(result => ({
        key: result.id,
        severity: severityOf(result),
        // A check can find several faults. An acceptance of one does not cover another.
        extent: [result.fault ?? result.id],
        ...wordsOf(result),
        ...fromVerification(result),
      }));
  },
};
