import { readTrustPolicy } from '../trust/read';
import { namedSubjects } from '../checks/utils/trustLint';
import type { GovernanceCheck } from './types';

/** Checks whether a role that trusts a cluster has a ServiceAccount. Undecidable while a cluster was not read. */
export const check: GovernanceCheck<'role'> = {
  meta: {
    id: 'role-without-service-account',
    subject: 'role',
    title: 'Role has no ServiceAccount',
    question: 'Does a ServiceAccount have the role?',
    requiredPermissions: [
      'iam:GetAccountAuthorizationDetails',
      'list serviceaccounts',
      'eks:ListPodIdentityAssociations',
      'eks:DescribeCluster',
    ],
    docs: 'docs/reference/findings/role-without-service-account.md',
  },
  run({ facts, use, holders, hasUnknownHolders }, { issuersComplete }) {
    const isKnown = issuersComplete && !hasUnknownHolders;
    if (use !== 'trust-only' || holders.length > 0 || !isKnown) return [];
    const { name, trust } = facts.role;
    const trusted = trust.document
      ? namedSubjects(readTrustPolicy(trust.document))
      : [];
    const whom = trusted.length > 0 ? ` It trusts ${trusted.join(', ')}.` : '';
    return [
      {
        severity: 'low',
        impact: 'None: no ServiceAccount has it.',
        message: `Role ${name} trusts EKS, and no ServiceAccount of the configured clusters has it.${whom}`,
        facts: [
          {
            label: 'Last used',
            value: facts.lastUsedAt?.slice(0, 10) ?? 'never',
          },
        ],
        remediation: `Annotate or associate the ServiceAccount that needs it, or delete role ${name} if nothing else uses it.`,
      },
    ];
  },
};
