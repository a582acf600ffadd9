import type { ObjectApi } from '../objectApi';
import { timestamp } from '../metadata';
import type { Container, Node, Pod } from '../objects';
import { nodes } from '../resources/nodes';
import { pods } from '../resources/pods';
import { isOf, type Controller } from './controller';
import {
  FARGATE_PROFILE,
  addFargateNode,
  canRunOn,
  fargateProfileOf,
  isFargate,
} from './placement';
import type { NodeGroup } from '../../state/cluster';

const IMAGE = /\/eks-pod-identity-agent(:|@|$)/;

/** The flags that set the agent's listen addresses. By default, one of them is an IPv6 address. */
const BIND_FLAGS = ['-b', '--bind-hosts'];
const DEFAULT_HOSTS = '169.254.170.23,fd00:ec2::23';

/** The longest delay before the kubelet restarts a container. */
const BACK_OFF = '5m0s';

/**
 * Returns why a pod of the EKS Pod Identity Agent does not start on a node, or undefined for pods that start. On nodes without IPv6 the agent cannot
 * listen on its second address.
 * Source: issue 16 of aws/eks-pod-identity-agent.
 */
function startError(
  { metadata }: Node,
  pod: Pod,
  nodeGroups: NodeGroup[],
): string | undefined {
  const agent = pod.spec.containers.find(({ image = '' }) => IMAGE.test(image));
  const group = nodeGroups.find(
    ({ name }) => name === metadata.labels?.['eks.amazonaws.com/nodegroup'],
  );
  return agent && group?.withoutIpv6 && hostsOf(agent).includes('fd00:ec2::23')
    ? 'listen tcp [fd00:ec2::23]:80: bind: cannot assign requested address'
    : undefined;
}

function hostsOf({ args = [] }: Container): string {
  const flag = args.findIndex(text => BIND_FLAGS.includes(text));
  return flag === -1 ? DEFAULT_HOSTS : args[flag + 1] ?? '';
}

/** Returns a running pod whose containers exit as soon as they start. The reason is only in their log. */
function crashing(pod: Pod): Pod {
  const { namespace = '', name, uid = '' } = pod.metadata;
  return {
    ...pod,
    status: pod.status && {
      ...pod.status,
      conditions: pod.status.conditions?.map(condition =>
        ['Ready', 'ContainersReady'].includes(condition.type)
          ? { ...condition, status: 'False', reason: 'ContainersNotReady' }
          : condition,
      ),
      containerStatuses: pod.status.containerStatuses?.map(status => ({
        ...status,
        ready: false,
        started: false,
        restartCount: 12,
        state: {
          waiting: {
            reason: 'CrashLoopBackOff',
            message: `back-off ${BACK_OFF} restarting failed container=${status.name} pod=${name}_${namespace}(${uid})`,
          },
        },
        lastState: { terminated: { exitCode: 1, reason: 'Error' } },
      })),
    },
  };
}

/** Acts as scheduler and kubelet: assigns a node to a new pod and runs it immediately. A Fargate node is removed with its pod. */
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
    const labeled = { ...pod, metadata: { ...pod.metadata, labels } };
    return runOn(addFargateNode(api), api, labeled);
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

/** Returns the address of a pod, derived from a unique number. */
export function podAddress(number: number): string {
  return `10.1.${Math.floor(number / 250) % 250}.${(number % 250) + 2}`;
}

/** Returns a pod that has been running on a node since the given time. */
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
