import type { ObjectApi } from '../objectApi';
import { statefulSets } from '../resources/statefulSets';
import {
  createPod,
  isReady,
  podsOf,
  removeStalePods,
  revisioned,
} from './podsOf';

/** Has pods `name-0` … `name-(n-1)` of the present template. */
export function reconcileStatefulSet(
  api: ObjectApi,
  namespace: string,
  name: string,
): void {
  const set = api.store.get(statefulSets, namespace, name);
  if (!set || set.metadata.deletionTimestamp) {
    return;
  }
  const { replicas = 1 } = set.spec;
  const names = Array.from({ length: replicas }, (_, i) => `${name}-${i}`);
  const template = revisioned(set.spec.template);
  removeStalePods(api, set, template, pod => names.includes(pod.metadata.name));
  const present = podsOf(api, set).map(pod => pod.metadata.name);
  names
    .filter(pod => !present.includes(pod))
    .every(pod => createPod(api, set, template, { name: pod }));
  const owned = podsOf(api, set);
  const ready = owned.filter(isReady).length;
  api.setStatus(statefulSets, {
    ...set,
    status: {
      observedGeneration: set.metadata.generation,
      replicas: owned.length,
      updatedReplicas: owned.length,
      readyReplicas: ready,
      availableReplicas: ready,
    },
  });
}
