import type { ObjectApi } from '../objectApi';
import { replicaSets } from '../resources/replicaSets';
import { createPod, deletePod, isReady, podsOf } from './podsOf';

/** Has as many pods as the ReplicaSet asks for, and says so in its status. */
export function reconcileReplicaSet(
  api: ObjectApi,
  namespace: string,
  name: string,
): void {
  const read = () => api.store.get(replicaSets, namespace, name);
  for (;;) {
    const set = read();
    if (!set || set.metadata.deletionTimestamp) {
      return;
    }
    const owned = podsOf(api, set);
    const missing = (set.spec.replicas ?? 1) - owned.length;
    if (missing < 0) {
      deletePod(api, owned[owned.length - 1]);
    } else if (
      missing === 0 ||
      !createPod(api, set, set.spec.template, {
        name: '',
        generateName: `${name}-`,
      })
    ) {
      break;
    }
  }
  const set = read();
  if (set) {
    const owned = podsOf(api, set);
    const ready = owned.filter(isReady).length;
    api.setStatus(replicaSets, {
      ...set,
      status: {
        replicas: owned.length,
        fullyLabeledReplicas: owned.length,
        readyReplicas: ready,
        availableReplicas: ready,
        observedGeneration: set.metadata.generation,
      },
    });
  }
}
