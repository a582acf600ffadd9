import { valueOf } from '../model/observation';
import { platformWithoutAgent } from '../model/podIdentityAgent';
import type { Observed, ObservedAgent } from '../model/observed';
import { fail, pass, undecided, unreadable, warn } from './utils/answer';
import {
  addonCommand,
  agentFailure,
  agentRemediation,
} from './utils/podIdentityAgent';
import { stillByIrsa } from './utils/stillByIrsa';
import type { Check, CheckAnswer } from './types';

/** The fault that is reported if the agent does not run. */
const FAULT = 'agent-not-ready';

/** Add-on states in which the state of its pods decides the answer. */
const WORKING = ['ACTIVE', 'UPDATING'];

/** Reports pods that run where the agent cannot; undefined if there are none. */
function whereNoAgentRuns(observed: Observed): CheckAnswer | undefined {
  const pods = (valueOf(observed.pods) ?? []).filter(
    pod => platformWithoutAgent(pod) !== undefined,
  );
  if (pods.length === 0) return undefined;
  const names = pods
    .map(pod => `${pod.name} (${platformWithoutAgent(pod)})`)
    .join(', ');
  const remediation = {
    sentence: 'Run them on Linux EC2 nodes, or use IRSA for this service.',
  };
  return stillByIrsa(observed, pods)
    ? warn(
        `The EKS Pod Identity Agent does not run where these pods run: ${names}. Pods that were created with IRSA keep the role until they restart.`,
        remediation,
        FAULT,
      )
    : fail(
        `The EKS Pod Identity Agent does not run where these pods run, so they get no credentials: ${names}.`,
        remediation,
        FAULT,
      );
}

function withoutPods({ config, pods }: Observed): CheckAnswer {
  const message = `The add-on eks-pod-identity-agent of cluster ${config.eksName} has no pods on any node.`;
  const remediation = {
    sentence: `Check why its DaemonSet does not run on the nodes: kubectl describe daemonset eks-pod-identity-agent -n kube-system`,
  };
  // A cluster without nodes has no agent, and nothing that needs it.
  return (valueOf(pods) ?? []).length > 0
    ? fail(`${message} Pods get no credentials.`, remediation, FAULT)
    : warn(message, remediation, FAULT);
}

function answerOn(observed: Observed, agent: ObservedAgent): CheckAnswer {
  const { config } = observed;
  const { addonStatus = 'ACTIVE', version, pods } = agent;
  if (pods.state === 'unknown') {
    return unreadable('Pods of the EKS Pod Identity Agent', pods);
  }
  const failure = agentFailure(agent);
  if (failure) return fail(failure, agentRemediation(observed, agent), FAULT);
  if (!WORKING.includes(addonStatus)) {
    return warn(
      `The add-on eks-pod-identity-agent of cluster ${config.eksName} is ${addonStatus}: pods may get no credentials.`,
      {
        sentence: `Check why the add-on is ${addonStatus}: ${addonCommand(
          'describe',
          config,
        )}`,
      },
      FAULT,
    );
  }
  const { ready, reason } = valueOf(pods) ?? {};
  if (ready === undefined) return withoutPods(observed);
  if (ready === 'some') {
    return warn(
      `Some pods of the EKS Pod Identity Agent of cluster ${config.eksName} are not ready (${reason}): pods on their nodes get no credentials.`,
      agentRemediation(observed, agent),
      FAULT,
    );
  }
  return pass(
    `The EKS Pod Identity Agent ${version} is ready on its nodes, ${
      agent.addonStatus ? 'as an add-on' : 'as a DaemonSet'
    }.`,
  );
}

/** Checks whether the nodes run the agent that gives pods their EKS Pod Identity credentials. */
export const check: Check = {
  meta: {
    id: 'pod-identity-agent',
    link: 'workload',
    question: 'Do the nodes run the EKS Pod Identity Agent?',
    symptoms: [
      'dial tcp 169.254.170.23:80: connect: connection refused',
      'listen tcp [fd00:ec2::23]:80: bind: cannot assign requested address',
      'listen tcp 169.254.170.23:80: bind: address already in use',
    ],
    requiredPermissions: ['eks:DescribeAddon', 'list pods'],
    faults: [FAULT],
    mechanisms: ['pod-identity'],
    docs: 'docs/reference/checks/pod-identity-agent.md',
    needs: ['cluster-reachable'],
    provedByExchange: false,
    decides: false,
  },
  // Without an association, nothing uses the agent, and its state is not read.
  arises: ({ association }) => association.state !== 'absent',
  run(observed) {
    const { cluster, config, podIdentityAgent } = observed;
    const known = valueOf(cluster);
    if (!known) return undecided('The cluster is not known.');
    const elsewhere = whereNoAgentRuns(observed);
    if (elsewhere) return elsewhere;
    // A cluster can have other nodes beside those of Auto Mode. These need the agent as in any other cluster.
    if (known.autoMode && podIdentityAgent.state !== 'found') {
      return pass(
        `EKS Auto Mode runs the agent on its nodes in ${config.eksName}. Other nodes of the cluster would need the add-on eks-pod-identity-agent.`,
      );
    }
    if (podIdentityAgent.state === 'unknown') {
      return unreadable('The EKS Pod Identity Agent', podIdentityAgent);
    }
    if (podIdentityAgent.state === 'absent') {
      return warn(
        `Cluster ${config.eksName} has neither the add-on eks-pod-identity-agent nor pods of the agent in kube-system: pods get no credentials.`,
        {
          sentence: 'Install the add-on.',
          commands: [addonCommand('create', config)],
        },
        FAULT,
      );
    }
    return answerOn(observed, podIdentityAgent.value);
  },
};
