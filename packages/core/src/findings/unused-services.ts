import type { GovernanceCheck } from './types';

const NEVER_USED =
  ' Services that it never used may have been granted recently: IAM does not date attachments.';

/** Checks whether the role uses every service that it is granted. Runs only if AWS's report was read. */
export const check: GovernanceCheck<'role'> = {
  meta: {
    id: 'unused-services',
    subject: 'role',
    title: 'Granted services are not used',
    question: 'Does the role use every service that it is granted?',
    requiredPermissions: [
      'iam:GenerateServiceLastAccessedDetails',
      'iam:GetServiceLastAccessedDetails',
    ],
    docs: 'docs/reference/findings/unused-services.md',
  },
  run({ facts, unused, unusedServices = [] }, { unusedAfterDays }) {
    // If the whole role is unused, another finding reports that.
    if (unusedServices.length === 0 || unused === 'yes') return [];
    const names = unusedServices.map(({ service }) => service).sort();
    const isSomeNever = unusedServices.some(
      ({ lastAccessed }) => lastAccessed === undefined,
    );
    return [
      {
        severity: 'low',
        impact: 'Permissions that the role may not need.',
        message: `Role ${facts.role.name} can use ${names.join(
          ', ',
        )}, but has not for ${unusedAfterDays} days.${
          isSomeNever ? NEVER_USED : ''
        }`,
        facts: unusedServices.map(({ service, lastAccessed }) => ({
          label: service,
          value: lastAccessed ?? 'never',
        })),
        extent: names,
        remediation:
          'Remove them from its policies. The right-size proposal of the role has the smaller policy.',
      },
    ];
  },
};
