import type { ChainLink } from '../model/types';
import { command } from '../model/shell';
import { valueOf } from '../model/observation';
import type { Observed, ObservedAgent, ObservedPod } from '../model/observed';
import { strangersOf } from '../checks/utils/strangers';
import { workloadsOf } from '../status/workloads';
import { fact, missing, type ChainFact } from './facts';

/** Returns the workloads of the pods without duplicates. A pod without a workload stands for itself. */
function workloadNames(pods: ObservedPod[]): string[] {
  return [
    ...new Set(pods.map(({ name, workload }) => workload ?? `pod/${name}`)),
  ];
}

function readyOf({ pods }: ObservedAgent): string | undefined {
  if (pods.state === 'absent') return 'none: there are no pods';
  const { ready, reason } = valueOf(pods) ?? {};
  return reason === undefined ? ready : `${ready} (${reason})`;
}

/** Returns facts about what gives pods their role or credentials. */
function injectorFacts({
  mechanism,
  webhook,
  podIdentityAgent,
}: Observed): ChainFact[] {
  if (mechanism === 'irsa') {
    return [
      ...fact('Pod identity webhook', valueOf(webhook)?.name),
      ...missing('Pod identity webhook', webhook),
    ];
  }
  const agent = valueOf(podIdentityAgent);
  return [
    ...fact(
      'EKS Pod Identity agent',
      agent &&
        `${agent.name} ${agent.version}, ${agent.addonStatus ?? 'a DaemonSet'}`,
    ),
    ...missing('EKS Pod Identity agent', podIdentityAgent),
    ...fact('Pods of the agent that are ready', agent && readyOf(agent)),
  ];
}

function verifyCommandsOf(observed: Observed, pods: ObservedPod[]): string[] {
  const { ref, config, mechanism, webhook, podIdentityAgent } = observed;
  const inNamespace = ['-n', ref.namespace];
  const selector = `spec.serviceAccountName=${ref.name}`;
  const agent = valueOf(podIdentityAgent)?.name;
  const hook = valueOf(webhook)?.name;
  return [
    command(
      'kubectl',
      'get',
      'pods',
      ...inNamespace,
      '--field-selector',
      selector,
    ),
    ...pods
      .slice(0, 1)
      .map(({ name }) =>
        command('kubectl', 'get', 'pod', name, ...inNamespace, '-o', 'yaml'),
      ),
    ...(mechanism === 'irsa'
      ? [
          hook === undefined
            ? 'kubectl get mutatingwebhookconfigurations'
            : command(
                'kubectl',
                'get',
                'mutatingwebhookconfiguration',
                hook,
                '-o',
                'yaml',
              ),
        ]
      : [
          command(
            'aws',
            'eks',
            'describe-addon',
            '--cluster-name',
            config.eksName,
            '--addon-name',
            agent ?? 'eks-pod-identity-agent',
            '--region',
            config.region,
          ),
        ]),
  ];
}

/** Returns the workload link: what runs as the ServiceAccount. */
export function workloadLink(observed: Observed): ChainLink {
  const pods = valueOf(observed.pods) ?? [];
  const names = workloadNames(pods);
  const counted = workloadsOf(observed);
  const [stranger] = strangersOf(observed);
  return {
    link: 'workload',
    name: names.length > 0 ? names.join(', ') : null,
    facts: [
      ...missing('Pods', observed.pods),
      ...fact('Pods', counted ? String(counted.pods) : undefined),
      ...fact(
        'Pods with the injected role',
        counted ? String(counted.injected) : undefined,
      ),
      ...fact(
        'Runs as another ServiceAccount',
        stranger &&
          `${stranger.workload ?? stranger.name} as ${
            stranger.serviceAccountName
          }`,
      ),
      ...injectorFacts(observed),
    ],
    verifyCommands: verifyCommandsOf(observed, pods),
  };
}
