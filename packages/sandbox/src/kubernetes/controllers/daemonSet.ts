import type { ObjectApi } from '../objectApi';
import { daemonSets } from '../resources/daemonSets';
import { nodes } from '../resources/nodes';
import { canRunOn } from './placement';
import {
  createPod,
  isReady,
  podsOf,
  removeStalePods,
  revisioned,
} from './podsOf';

/** Has one pod of the present template on every node that it may run on. */
export function reconcileDaemonSet(
  api: ObjectApi,
  namespace: string,
  name: string,
): void {
  const set = api.store.get(daemonSets, namespace, name);
  if (!set || set.metadata.deletionTimestamp) {
    return;
  }
  const nodeNames = api.store
    .list(nodes)
    .filter(node => canRunOn(node, set.spec.template.spec))
    .map(node => node.metadata.name);
  const template = revisioned(set.spec.template);
  removeStalePods(api, set, template, pod =>
    nodeNames.includes(pod.spec.nodeName ?? ''),
  );
  const served = podsOf(api, set).map(pod => pod.spec.nodeName);
  nodeNames
    .filter(nodeName => !served.includes(nodeName))
    .every(nodeName =>
      createPod(api, set, template, {
        name: '',
        generateName: `${name}-`,
        nodeName,
      }),
    );
  const owned = podsOf(api, set);
  const ready = owned.filter(isReady).length;
  api.setStatus(daemonSets, {
    ...set,
    status: {
      observedGeneration: set.metadata.generation,
      currentNumberScheduled: owned.length,
      desiredNumberScheduled: nodeNames.length,
      updatedNumberScheduled: owned.length,
      numberMisscheduled: 0,
      numberReady: ready,
      numberAvailable: ready,
    },
  });
}
