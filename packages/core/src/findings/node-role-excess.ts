import type { Severity } from '../model/types';
import type { NodeRoleAssessment } from '../nodeRoles/types';
import { rankOf, severityOf } from './utils/severity';
import type { GovernanceCheck } from './types';

/** Returns the severity of the worst risk of the excess permissions, but at least the severity that follows from who can get the role. */
function severity({ policies, reach }: NodeRoleAssessment): Severity {
  const base = reach === 'host-network-only' ? 'low' : 'medium';
  const ranks = policies
    .filter(({ needed }) => !needed)
    .flatMap(({ risk }) => (risk ? rankOf(risk) : []));
  return severityOf(Math.max(rankOf(base), ...ranks)) ?? base;
}

/** Checks whether the node role allows only what nodes need. */
export const check: GovernanceCheck<'node-role'> = {
  meta: {
    id: 'node-role-excess',
    subject: 'node-role',
    title: 'The node role allows more than nodes need',
    question: 'Does the node role allow only what nodes need?',
    requiredPermissions: [
      'iam:GetAccountAuthorizationDetails',
      'eks:DescribeCluster',
      'eks:ListNodegroups',
      'eks:DescribeNodegroup',
      'eks:ListAccessEntries',
    ],
    docs: 'docs/reference/findings/node-role-excess.md',
  },
  run({ assessment }) {
    const excess = assessment.policies.filter(({ needed }) => !needed);
    if (excess.length === 0) return [];
    const names = excess.map(({ name }) => name.split('/').at(-1));
    return [
      {
        severity: severity(assessment),
        impact:
          assessment.reach === 'host-network-only'
            ? 'Pods on the host network have these permissions.'
            : 'Every pod on the nodes may have these permissions.',
        message: `Node role ${assessment.name} of ${
          assessment.cluster
        } has ${names.join(', ')}, which nodes do not need.`,
        facts: excess.map(({ name, about }) => ({ label: name, value: about })),
        extent: excess.flatMap(({ name, extent = [] }) => [
          name,
          ...extent.map(part => `${name}: ${part}`),
        ]),
        remediation: `Follow the removal plan of node role ${assessment.name}: it creates roles for dependent workloads before it removes anything.`,
      },
    ];
  },
};
