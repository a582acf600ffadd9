import { command } from '../../checks/shell';
import { valueOf } from '../../observe/observation';
import type { Blocker } from '../types';

/** States in which the add-on gives pods their credentials, at least soon. */
const WORKING = ['ACTIVE', 'UPDATING', 'CREATING'];

/** Without the agent pods would be told to ask for credentials that nobody gives. */
export const agentMissing: Blocker = ({ to, observed, cluster }) => {
  if (to !== 'pod-identity' || !observed) return [];
  if (valueOf(observed.cluster)?.autoMode) return [];
  const addon = valueOf(observed.podIdentityAgent);
  if (addon && WORKING.includes(addon.status)) return [];
  const verb = addon ? 'describe-addon' : 'create-addon';
  const run = command(
    'aws',
    'eks',
    verb,
    '--cluster-name',
    cluster.eksName,
    '--addon-name',
    'eks-pod-identity-agent',
  );
  return [
    {
      rule: 'agent-missing',
      message: addon
        ? `The EKS Pod Identity Agent of cluster ${cluster.name} is ${addon.status}.`
        : `Cluster ${cluster.name} has no EKS Pod Identity Agent.`,
      remediation: addon
        ? `See why it is ${addon.status}: ${run}`
        : `Install it: ${run}`,
    },
  ];
};
