import { valueOf } from '../../model/observation';
import type { Observed, ObservedPod } from '../../model/observed';
import { hasPodIdentity } from './credentialSources';
import { ROLE_VARIABLE } from './injection';

/** Whether the pod has no ServiceAccount of its own. */
export function runsAsDefault({ serviceAccountName }: ObservedPod): boolean {
  return serviceAccountName === 'default';
}

/** Whether the workload of the pod is named like the ServiceAccount. */
export function isNamesake({ ref }: Observed, pod: ObservedPod): boolean {
  const { workload, name } = pod;
  return (workload?.split('/').at(-1) ?? name) === ref.name;
}

function hasRole({ containers }: ObservedPod): boolean {
  return containers.some(
    container =>
      container.env[ROLE_VARIABLE] !== undefined || hasPodIdentity(container),
  );
}

/**
 * Returns the pods that possibly should run as the ServiceAccount but run as another one. A label that several components share is not enough: a
 * workload of another name with a ServiceAccount of its own is another component.
 */
export function strangersOf(observed: Observed): ObservedPod[] {
  return (valueOf(observed.similarPods) ?? []).filter(
    pod => runsAsDefault(pod) || (isNamesake(observed, pod) && !hasRole(pod)),
  );
}
