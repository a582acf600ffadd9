import type { NodeGroup } from '../../state/cluster';
import type { Container, Node, Pod } from '../objects';

const IMAGE = /\/eks-pod-identity-agent(:|@|$)/;

/** By which the agent is told the addresses to listen on, of which one is of IPv6 unless it is told so. */
const BIND_FLAGS = ['-b', '--bind-hosts'];
const DEFAULT_HOSTS = '169.254.170.23,fd00:ec2::23';

/** Seconds until the kubelet tries again, when it has waited longest. */
const BACK_OFF = '5m0s';

/**
 * Why a pod of the EKS Pod Identity Agent does not start on a node; undefined for every pod that does. On nodes without IPv6 the agent cannot
 * listen on its second address.
 *
 * Source: issue 16 of aws/eks-pod-identity-agent.
 */
export function startError(
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

/** A running pod whose containers end as soon as they start. What they wrote is in their log alone. */
export function crashing(pod: Pod): Pod {
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
