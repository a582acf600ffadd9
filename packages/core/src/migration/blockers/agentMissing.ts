import {
  addonCommand,
  agentFailure,
  agentRemediation,
} from '../../checks/utils/podIdentityAgent';
import { valueOf } from '../../model/observation';
import type { Blocker } from '../types';

/** States in which the add-on, when its pods run, gives pods their credentials, at least soon. */
const WORKING = ['ACTIVE', 'UPDATING', 'CREATING'];

/** Without the agent pods would be told to ask for credentials that nobody gives. */
export const agentMissing: Blocker = ({ to, observed, cluster }) => {
  if (to !== 'pod-identity' || !observed) return [];
  if (valueOf(observed.cluster)?.autoMode) return [];
  const agent = valueOf(observed.podIdentityAgent);
  if (!agent) {
    return [
      {
        rule: 'agent-missing',
        message: `Cluster ${cluster.name} has no EKS Pod Identity Agent.`,
        remediation: `Install it: ${addonCommand('create', cluster)}`,
      },
    ];
  }
  const failure = agentFailure(agent);
  if (failure) {
    return [
      {
        rule: 'agent-missing',
        message: failure,
        remediation: agentRemediation(observed, agent).sentence,
      },
    ];
  }
  const { addonStatus = 'ACTIVE' } = agent;
  if (WORKING.includes(addonStatus)) return [];
  return [
    {
      rule: 'agent-missing',
      message: `The EKS Pod Identity Agent of cluster ${cluster.name} is ${addonStatus}.`,
      remediation: `See why it is ${addonStatus}: ${addonCommand(
        'describe',
        cluster,
      )}`,
    },
  ];
};
