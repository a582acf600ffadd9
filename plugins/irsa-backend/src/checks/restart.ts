import { valueOf } from '../observe/observation';
import type { Observed, ObservedPod } from '../observe/types';
import { command } from './shell';

function restartOf(pod: ObservedPod, namespace: string): string {
  return pod.workload === undefined
    ? command('kubectl', 'delete', 'pod', pod.name, '-n', namespace)
    : command('kubectl', 'rollout', 'restart', pod.workload, '-n', namespace);
}

/** Makes one pod again. Pods are changed only when they are made: what makes them must make them again. */
export function restartPod({ ref, pods }: Observed, podName: string): string {
  const pod = valueOf(pods)?.find(({ name }) => name === podName);
  return pod
    ? restartOf(pod, ref.namespace)
    : command('kubectl', 'delete', 'pod', podName, '-n', ref.namespace);
}

/** Makes all pods of the ServiceAccount again, each workload once. */
export function restartAll({ ref, pods }: Observed): string[] {
  const commands = (valueOf(pods) ?? []).map(pod =>
    restartOf(pod, ref.namespace),
  );
  return [...new Set(commands)];
}
