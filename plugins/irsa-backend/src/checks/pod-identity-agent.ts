import { valueOf } from '../observe/observation';
import { pass, undecided, unreadable, warn } from './answer';
import { command } from './shell';
import type { Check } from './types';

/** Whether the nodes run what gives pods their EKS Pod Identity credentials. */
export const check: Check = {
  meta: {
    id: 'pod-identity-agent',
    link: 'workload',
    question: 'Do the nodes run the EKS Pod Identity Agent?',
    symptoms: ['dial tcp 169.254.170.23:80: connect: connection refused'],
    reads: ['eks:DescribeAddon'],
    faults: [29],
    mechanisms: ['pod-identity'],
    docs: 'docs/checks/pod-identity-agent.md',
    needs: ['cluster-reachable'],
    provedByExchange: false,
    decides: false,
  },
  run({ cluster, config, podIdentityAgent }) {
    const known = valueOf(cluster);
    if (!known) return undecided('The cluster is not known.');
    if (known.autoMode) {
      return pass(`EKS Auto Mode runs the agent in ${config.eksName}.`);
    }
    if (podIdentityAgent.state === 'unknown') {
      return unreadable('The add-on eks-pod-identity-agent', podIdentityAgent);
    }
    const addon = (verb: string) =>
      command(
        'aws',
        'eks',
        `${verb}-addon`,
        '--cluster-name',
        config.eksName,
        '--addon-name',
        'eks-pod-identity-agent',
      );
    if (podIdentityAgent.state === 'absent') {
      return warn(
        `Cluster ${config.eksName} lacks the add-on eks-pod-identity-agent. Unless the agent was installed in another way, pods get no credentials.`,
        {
          sentence: 'Install the add-on.',
          commands: [addon('create')],
        },
        29,
      );
    }
    const { status, version } = podIdentityAgent.value;
    return ['ACTIVE', 'UPDATING'].includes(status)
      ? pass(`The add-on eks-pod-identity-agent ${version} is there.`)
      : warn(
          `The add-on eks-pod-identity-agent of cluster ${config.eksName} is ${status}: pods may get no credentials.`,
          {
            sentence: `See why the add-on is ${status}: ${addon('describe')}`,
          },
          29,
        );
  },
};
