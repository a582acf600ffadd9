import type { KubeApi } from '../api';
import { timestamp } from '../metadata';
import type { Pod } from '../objects';
import { nodes } from '../resources/nodes';
import { pods } from '../resources/pods';
import type { Controller } from './controller';
import { isOf } from './controller';

/** Scheduler and kubelet in one: a new pod gets a node and runs at once. */
export const kubelet: Controller = (api, change) => {
  if (!change.removed && !change.previous && isOf(pods, change)) {
    api.setStatus(pods, run(api, change.object));
  }
};

function run(api: KubeApi, pod: Pod): Pod {
  const candidates = api.store.list(nodes);
  const number = api.store.revision;
  const node =
    candidates.find(({ metadata }) => metadata.name === pod.spec.nodeName) ??
    candidates[number % Math.max(candidates.length, 1)];
  if (!node) {
    return pod;
  }
  const time = timestamp(api.now());
  return {
    ...pod,
    spec: { ...pod.spec, nodeName: node.metadata.name },
    status: {
      phase: 'Running',
      conditions: [
        'PodScheduled',
        'Initialized',
        'ContainersReady',
        'Ready',
      ].map(type => ({
        type,
        status: 'True' as const,
        lastTransitionTime: time,
      })),
      hostIP: node.status?.addresses?.[0]?.address ?? '',
      podIP: `10.1.${Math.floor(number / 250) % 250}.${(number % 250) + 2}`,
      startTime: time,
      qosClass: 'BestEffort',
      containerStatuses: pod.spec.containers.map(({ name, image = '' }) => ({
        name,
        image,
        imageID: image,
        ready: true,
        started: true,
        restartCount: 0,
        state: { running: { startedAt: time } },
      })),
    },
  };
}
