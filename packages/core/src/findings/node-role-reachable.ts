import { rankOf } from './utils/severity';
import type { GovernanceCheck } from './types';

/** Checks whether pods are kept from using the role of their node. */
export const check: GovernanceCheck<'node-role'> = {
  meta: {
    id: 'node-role-reachable',
    subject: 'node-role',
    title: 'Pods can use the node role',
    question: 'Is the node role unreachable for pods?',
    requiredPermissions: [
      'eks:DescribeCluster',
      'eks:ListNodegroups',
      'eks:DescribeNodegroup',
      'eks:ListAccessEntries',
      'ec2:DescribeInstances',
    ],
    docs: 'docs/reference/findings/node-role-reachable.md',
  },
  run({ assessment }) {
    const { name, cluster, hopLimit, optionalTokens, reach, policies, plan } =
      assessment;
    if (reach !== 'all-pods') return [];
    const isGrave = policies.some(
      ({ risk }) => risk && rankOf(risk) >= rankOf('high'),
    );
    // Shows the first step of the plan, unless workloads must get roles of their own before it.
    const [first] = plan;
    const commands =
      assessment.dependentIds.length === 0 ? first?.commands ?? [] : [];
    return [
      {
        severity: isGrave ? 'high' : 'medium',
        impact: isGrave
          ? 'Every pod on the nodes has the role, and what it can escalate to.'
          : 'Every pod on the nodes has the role.',
        message: `The metadata service of nodes in ${cluster} responds to pods (${
          optionalTokens
            ? 'session tokens are optional'
            : `hop limit ${hopLimit}`
        }): every pod on them can use node role ${name}.`,
        facts: [
          { label: 'Hop limit', value: String(hopLimit ?? 'unknown') },
          {
            label: 'Session tokens',
            value: optionalTokens ? 'optional' : 'required',
          },
          {
            label: 'Workloads that may depend on it',
            value: String(assessment.dependentIds.length),
          },
        ],
        remediation:
          commands.length > 0
            ? 'Require session tokens and lower the hop limit to 1 on the running nodes and in their launch template.'
            : `Follow the removal plan of node role ${name}: create roles for dependent workloads, then require session tokens and lower the hop limit to 1.`,
        ...(commands.length > 0 && { commands }),
      },
    ];
  },
};
