import { DEFAULT_AUDIENCE } from '../model/annotations';
import { command } from '../model/shell';
import type { GovernanceCheck } from './types';

/** Checks whether the OIDC provider of a cluster accepts the audience of its tokens. */
export const check: GovernanceCheck<'oidc-provider'> = {
  meta: {
    id: 'provider-audience',
    subject: 'oidc-provider',
    title: `OIDC provider lacks audience ${DEFAULT_AUDIENCE}`,
    question: `Does the OIDC provider accept the audience ${DEFAULT_AUDIENCE}?`,
    requiredPermissions: [
      'iam:ListOpenIDConnectProviders',
      'iam:GetOpenIDConnectProvider',
      'eks:DescribeCluster',
    ],
    docs: 'docs/reference/findings/provider-audience.md',
  },
  run({ facts: { arn, clientIds }, accountId, cluster }) {
    if (cluster === undefined || clientIds.includes(DEFAULT_AUDIENCE)) {
      return [];
    }
    const taken = clientIds.map(id => JSON.stringify(id)).join(', ') || 'none';
    return [
      {
        severity: 'high',
        impact:
          'No ServiceAccount of the cluster can assume a role in the account.',
        message: `The OIDC provider of ${cluster} in account ${accountId} accepts audience ${taken}, but tokens have ${DEFAULT_AUDIENCE}: none of its ServiceAccounts can assume a role there.`,
        facts: [{ label: 'Audiences', value: taken }],
        remediation: `Add audience ${DEFAULT_AUDIENCE} to the OIDC provider.`,
        commands: [
          command(
            'aws',
            'iam',
            'add-client-id-to-open-id-connect-provider',
            '--open-id-connect-provider-arn',
            arn,
            '--client-id',
            DEFAULT_AUDIENCE,
          ),
        ],
        fault: 'client-id-missing',
      },
    ];
  },
};
