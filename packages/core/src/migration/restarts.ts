import type { Mechanism, PodsToRestart } from '../model/types';
import { command } from '../model/shell';
import type { ObservedPod } from '../model/observed';

/** What each mechanism sets in containers when their pod is made, and nothing changes until it is made again. */
const VARIABLE: Record<Mechanism, string> = {
  irsa: 'AWS_WEB_IDENTITY_TOKEN_FILE',
  'pod-identity': 'AWS_CONTAINER_CREDENTIALS_FULL_URI',
};

/** The mechanism that is not this one. */
export function otherThan(mechanism: Mechanism): Mechanism {
  return mechanism === 'irsa' ? 'pod-identity' : 'irsa';
}

/** Those that get their credentials by a mechanism. */
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

/** The workloads of pods that must be made again, each with the command that does it. A pod by itself comes back only if somebody makes it. */
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
