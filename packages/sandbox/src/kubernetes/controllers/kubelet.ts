import type { ObjectApi } from '../objectApi';
import { timestamp } from '../metadata';
import type { Node, Pod } from '../objects';
import { nodes } from '../resources/nodes';
import { pods } from '../resources/pods';
import type { Controller } from './controller';
import { isOf } from './controller';
import { crashing, startError } from './agentStart';
import {
  addFargateNode,
  canRunOn,
  FARGATE_PROFILE,
  fargateProfileOf,
  isFargate,
} from './placement';

/** Scheduler and kubelet in one: a new pod gets a node and runs at once. A node of Fargate goes with its pod. */
export const kubelet: Controller = (api, change) => {
  if (!isOf(pods, change)) {
    return;
  }
  if (change.removed) {
    removeFargateNode(api, change.object);
  } else if (!change.previous) {
    api.setStatus(pods, run(api, change.object));
  }
};

function removeFargateNode(api: ObjectApi, { spec: { nodeName } }: Pod): void {
  const node = api.store
    .list(nodes)
    .find(({ metadata }) => metadata.name === nodeName);
  if (node && isFargate(node)) {
    api.delete(nodes, '', node.metadata.name);
  }
}

function run(api: ObjectApi, pod: Pod): Pod {
  const profile = pod.spec.nodeName ? undefined : fargateProfileOf(api, pod);
  if (profile) {
    const labels = { ...pod.metadata.labels, [FARGATE_PROFILE]: profile.name };
    const labelled = { ...pod, metadata: { ...pod.metadata, labels } };
    return runOn(addFargateNode(api), api, labelled);
  }
  const all = api.store.list(nodes);
  const candidates = all.filter(node => canRunOn(node, pod.spec));
  const node =
    all.find(({ metadata }) => metadata.name === pod.spec.nodeName) ??
    candidates[api.store.revision % Math.max(candidates.length, 1)];
  return node ? runOn(node, api, pod) : pod;
}

function runOn(node: Node, api: ObjectApi, pod: Pod): Pod {
  const running = runningOn(node, pod, {
    number: api.store.revision,
    time: timestamp(api.now()),
  });
  return startError(node, pod, api.cluster.nodeGroups)
    ? crashing(running)
    : running;
}

/** The address of a pod, by a number that no other has. */
export function podAddress(number: number): string {
  return `10.1.${Math.floor(number / 250) % 250}.${(number % 250) + 2}`;
}

/** A pod that runs on a node since a time. */
export function runningOn(
  node: Node,
  pod: Pod,
  { number, time }: { number: number; time: string },
): Pod {
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
      podIP: podAddress(number),
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
