import type { Workloads } from '../model/types';
import { hasPodIdentity } from '../checks/utils/credentialSources';
import { injectionFaults, injectionOf } from '../checks/utils/injection';
import { valueOf } from '../model/observation';
import type { Observed, ObservedPod } from '../model/observed';

function carriesIt(observed: Observed, pod: ObservedPod): boolean {
  if (observed.mechanism === 'pod-identity') {
    return pod.containers.some(hasPodIdentity);
  }
  const wanted = injectionOf(observed);
  return wanted !== undefined && injectionFaults(pod, wanted).length === 0;
}

/** Returns the number of pods that run as the ServiceAccount and how many of them are injected; null if pods could not be read. */
export function workloadsOf(observed: Observed): Workloads | null {
  const pods = valueOf(observed.pods);
  if (!pods) return null;
  const injected = pods.filter(pod => carriesIt(observed, pod));
  return { pods: pods.length, injected: injected.length };
}
