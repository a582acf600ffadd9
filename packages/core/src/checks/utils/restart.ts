import { valueOf } from '../../model/observation';
import type { Observed, ObservedPod } from '../../model/observed';
import { command } from '../../model/shell';

/** Makes one pod again: pods are changed only when they are made. Nothing for a pod that would not come back. */
export function restartPod({ ref }: Observed, pod: ObservedPod): string[] {
  const { name, workload, isControlled } = pod;
  if (workload !== undefined) {
    return [
      command('kubectl', 'rollout', 'restart', workload, '-n', ref.namespace),
    ];
  }
  return isControlled
    ? [command('kubectl', 'delete', 'pod', name, '-n', ref.namespace)]
    : [];
}

/** Makes all pods of the ServiceAccount again, each workload once. */
export function restartAll(observed: Observed): string[] {
  const pods = valueOf(observed.pods) ?? [];
  return [...new Set(pods.flatMap(pod => restartPod(observed, pod)))];
}
