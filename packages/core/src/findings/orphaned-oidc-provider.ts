import { command } from '../model/shell';
import type { GovernanceCheck } from './types';

/** Checks whether an OIDC provider belongs to an existing cluster. Undecidable while the issuer of a configured cluster is unknown. */
export const check: GovernanceCheck<'oidc-provider'> = {
  meta: {
    id: 'orphaned-oidc-provider',
    subject: 'oidc-provider',
    title: 'Orphaned OIDC provider',
    question: 'Does a configured cluster use the OIDC provider?',
    requiredPermissions: [
      'iam:ListOpenIDConnectProviders',
      'iam:GetOpenIDConnectProvider',
      'eks:DescribeCluster',
    ],
    docs: 'docs/reference/findings/orphaned-oidc-provider.md',
  },
  run({ facts, accountId }, { issuers, issuersComplete }) {
    if (!issuersComplete || Object.values(issuers).includes(facts.url)) {
      return [];
    }
    return [
      {
        severity: 'low',
        impact:
          'Roles that trust it trust tokens of a cluster that is not configured.',
        message: `Account ${accountId} has an OIDC provider for ${facts.url}, which belongs to no configured cluster.`,
        facts: [
          { label: 'Provider', value: facts.arn },
          ...(facts.createdAt
            ? [{ label: 'Created', value: facts.createdAt }]
            : []),
        ],
        remediation:
          'Delete it, unless a cluster that is not configured here has this issuer.',
        commands: [
          command(
            'aws',
            'iam',
            'delete-open-id-connect-provider',
            '--open-id-connect-provider-arn',
            facts.arn,
          ),
        ],
        fault: 'old-issuer',
      },
    ];
  },
};
