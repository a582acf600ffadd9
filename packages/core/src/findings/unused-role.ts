import type { GovernanceCheck } from './types';

/** Checks whether a ServiceAccount's role was used recently. Roles without a ServiceAccount have another finding. */
export const check: GovernanceCheck<'role'> = {
  meta: {
    id: 'unused-role',
    subject: 'role',
    title: 'Unused role',
    question: 'Was the role used recently?',
    requiredPermissions: ['iam:GetAccountAuthorizationDetails'],
    docs: 'docs/reference/findings/unused-role.md',
  },
  run({ facts, use, unused }, { unusedAfterDays }) {
    if (use !== 'service-account' || unused !== 'yes') return [];
    const { role, lastUsedAt, lastUsedRegion } = facts;
    const day = lastUsedAt?.slice(0, 10);
    const when = day
      ? `was last used on ${day}${
          lastUsedRegion ? ` in ${lastUsedRegion}` : ''
        }`
      : 'was never used in the 400 days that IAM tracks';
    return [
      {
        severity: 'low',
        impact: 'Permissions that nobody needs.',
        message: `Role ${role.name} ${when}. The limit is ${unusedAfterDays} days.`,
        facts: [
          { label: 'Last used', value: day ?? 'never' },
          { label: 'Created', value: role.createdAt },
        ],
        remediation: `Ask the owners whether the service still calls AWS. If not, delete its IAM service account, and the role with it.`,
      },
    ];
  },
};
