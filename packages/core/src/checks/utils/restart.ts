import { valueOf } from '../../model/observation';
import type { Observed, ObservedPod } from '../../model/observed';
import { command } from '../../model/shell';

/** Recreates a pod, because pods are injected only at creation. Returns no command for a pod that nothing would recreate. */
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

/** Recreates all pods of the ServiceAccount, with 1 command per workload. */
export function restartAll(observed: Observed): string[] {
  const pods = valueOf(observed.pods) ?? [];
  return [...new Set(pods.flatMap(pod => restartPod(observed, pod)))];
}
