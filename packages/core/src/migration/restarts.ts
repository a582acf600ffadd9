import type { Mechanism, PodsToRestart } from '../model/types';
import { command } from '../model/shell';
import type { ObservedPod } from '../model/observed';

/** The variable that each mechanism sets in the containers of a new pod. It does not change until the pod is recreated. */
const VARIABLE: Record<Mechanism, string> = {
  irsa: 'AWS_WEB_IDENTITY_TOKEN_FILE',
  'pod-identity': 'AWS_CONTAINER_CREDENTIALS_FULL_URI',
};

/** Returns the pods that get their credentials through a mechanism. */
export function podsBy(
  mechanism: Mechanism,
  pods: ObservedPod[],
): ObservedPod[] {
  return pods.filter(({ containers }) =>
    containers.some(({ env }) => env[VARIABLE[mechanism]] !== undefined),
  );
}

function commandFor(
  workload: string,
  pods: ObservedPod[],
  namespace: string,
): string {
  return pods[0].workload === undefined
    ? command('kubectl', 'delete', 'pod', pods[0].name, '-n', namespace)
    : command('kubectl', 'rollout', 'restart', workload, '-n', namespace);
}

/** Returns the workloads of pods that must restart, each with the command for it. Nothing recreates a standalone pod after its deletion. */
export function restartsOf(
  pods: ObservedPod[],
  namespace: string,
): PodsToRestart[] {
  const byWorkload = new Map<string, ObservedPod[]>();
  for (const pod of pods) {
    const workload = pod.workload ?? `pod/${pod.name}`;
    byWorkload.set(workload, [...(byWorkload.get(workload) ?? []), pod]);
  }
  return [...byWorkload]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([workload, group]) => ({
      workload,
      pods: group.map(({ name }) => name).sort(),
      command: commandFor(workload, group, namespace),
    }));
}
