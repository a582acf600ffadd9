import { objectsOf, textOf } from '@backstage-irsa/core/model';
import type { V1ContainerStatus, V1Pod } from '@kubernetes/client-node';
import { hasEnded } from './pods';

/** A pod of the EKS Pod Identity Agent. */
export interface AgentPod {
  /** As the tag of its image says; empty where it says none. */
  version: string;
  /** Why it is not ready, such as `CrashLoopBackOff`; undefined where it is. */
  notReady?: string;
}

/** Those that have not ended. @throws InvalidResponseError - of other types than the API has */
export function toAgentPods(pods: V1Pod[] | undefined): AgentPod[] {
  return objectsOf(pods)
    .filter(pod => !hasEnded(pod))
    .map(pod => ({
      version: versionOf(pod),
      ...(!isReady(pod) && { notReady: reasonOf(pod) }),
    }));
}

/** What the kubelet says of the first container that does not run; else the phase of the pod. */
function reasonOf({ status }: V1Pod): string {
  const containers: V1ContainerStatus[] = [
    ...objectsOf(status?.initContainerStatuses),
    ...objectsOf(status?.containerStatuses),
  ];
  const waiting = containers
    .map(({ state }) => textOf(state?.waiting?.reason))
    .find(reason => reason !== '');
  if (waiting) return waiting;
  return textOf(status?.phase) === 'Running' ? 'NotReady' : 'Pending';
}

function versionOf({ spec }: V1Pod): string {
  const [container] = objectsOf(spec?.containers);
  return /:([\w.-]+)$/.exec(textOf(container?.image))?.[1] ?? '';
}

function isReady({ status }: V1Pod): boolean {
  return objectsOf(status?.conditions).some(
    condition => condition.type === 'Ready' && condition.status === 'True',
  );
}
