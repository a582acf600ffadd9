import type { ContainerIdentity, PodIdentity } from '../model/types';
import type { ContainerInPod } from '../checks/utils/containers';
import { hasPodIdentity } from '../checks/utils/credentialSources';
import {
  injectionOf,
  isConfigured,
  isInjected,
} from '../checks/utils/injection';
import { valueOf } from '../model/observation';
import type { Observed } from '../model/observed';
import { containerCredentials } from './containerCredentials';

/** The maximum number of pods to list: further pods usually come from the same few templates. */
const LIMIT = 100;

function identityOf(
  observed: Observed,
  place: ContainerInPod,
): ContainerIdentity {
  const { pod, container } = place;
  const wanted = injectionOf(observed);
  const byWebIdentity = observed.mechanism === 'irsa';
  const hasRole = byWebIdentity
    ? wanted !== undefined
    : observed.association.state === 'found';
  const injected = byWebIdentity
    ? wanted !== undefined && isInjected(pod, container, wanted)
    : hasPodIdentity(container);
  return {
    name: container.name,
    init: container.init,
    configured: hasRole && isConfigured(pod, container),
    injected,
    ...containerCredentials(place, wanted),
  };
}

/** Returns the pods that run as the ServiceAccount, with their containers; null if they could not be read. */
export function podIdentities(observed: Observed): PodIdentity[] | null {
  const pods = valueOf(observed.pods);
  if (!pods) return null;
  return pods.slice(0, LIMIT).map(pod => ({
    name: pod.name,
    workload: pod.workload ?? null,
    createdAt: pod.createdAt,
    containers: pod.containers.map(container =>
      identityOf(observed, { pod, container }),
    ),
  }));
}
