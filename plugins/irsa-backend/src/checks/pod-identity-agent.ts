import { valueOf } from '../observe/observation';
import { AGENT_PODS } from '../observe/podIdentityAgent';
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
    reads: ['eks:DescribeAddon', 'list pods'],
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
      return unreadable('The EKS Pod Identity Agent', podIdentityAgent);
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
        `Cluster ${config.eksName} has neither the add-on eks-pod-identity-agent nor pods of that name in kube-system: pods get no credentials.`,
        {
          sentence: 'Install the add-on.',
          commands: [addon('create')],
        },
        29,
      );
    }
    const { status, version, isDaemonSet } = podIdentityAgent.value;
    if (isDaemonSet) {
      const list = command(
        ...['kubectl', 'get', 'pods', '-n', AGENT_PODS.namespace],
        ...['-l', AGENT_PODS.labelSelector],
      );
      return status === 'ACTIVE'
        ? pass(`The EKS Pod Identity Agent ${version} runs as a DaemonSet.`)
        : warn(
            `Some pods of the EKS Pod Identity Agent of cluster ${config.eksName} are not ready: pods on their nodes get no credentials.`,
            { sentence: `See which, and why: ${list}` },
            29,
          );
    }
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
