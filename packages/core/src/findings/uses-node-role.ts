import { containersOf } from '../checks/utils/containers';
import { isSystemWorkload } from '../nodeRoles/clusterWorkloads';
import type { GovernanceCheck, WorkloadSubject } from './types';

/** Variables that show that a workload calls AWS. Identity variables are excluded, because the webhook sets them too. */
const AWS_VARIABLE = /^AWS_(DEFAULT_)?REGION$|^AWS_ENDPOINT_URL|^AWS_S3_/;

function awsVariables({ facts }: WorkloadSubject): string[] {
  const names = containersOf(facts.pods).flatMap(({ container }) => [
    ...Object.keys(container.env),
    ...Object.keys(container.envSources),
  ]);
  return [...new Set(names)].filter(name => AWS_VARIABLE.test(name)).sort();
}

/** Checks whether a workload that is configured to call AWS has a role of its own instead of its node's. */
export const check: GovernanceCheck<'workload'> = {
  meta: {
    id: 'uses-node-role',
    subject: 'workload',
    title: 'Workload uses the node role',
    question: 'Does the workload that calls AWS have its own role?',
    requiredPermissions: [
      'list pods',
      'list nodes',
      'eks:DescribeCluster',
      'eks:ListNodegroups',
      'eks:DescribeNodegroup',
      'eks:ListAccessEntries',
      'ec2:DescribeInstances',
    ],
    docs: 'docs/reference/findings/uses-node-role.md',
  },
  run(subject) {
    const { facts, identitySource, reason } = subject;
    const { cluster, namespace, name } = facts;
    const variables = awsVariables(subject);
    const concerns = identitySource === 'node-role' && variables.length > 0;
    if (!concerns || isSystemWorkload(namespace, name)) return [];
    return [
      {
        severity: 'medium',
        impact:
          'The workload has the permissions of every other pod on its nodes.',
        message: `${namespace}/${name} in ${cluster} is configured to call AWS (${variables.join(
          ', ',
        )}), but has only the node role.`,
        facts: [
          { label: 'Identity', value: reason },
          { label: 'ServiceAccount', value: facts.serviceAccount },
        ],
        remediation: `Create a ServiceAccount with its own least-privilege role for ${namespace}/${name}.`,
      },
    ];
  },
};
