import { objectsOf, textOf } from '@backstage-irsa/core/model';
import type { V1ContainerStatus, V1Pod } from '@kubernetes/client-node';
import { hasEnded } from './pods';

/** A pod of the EKS Pod Identity Agent. */
export interface AgentPod {
  /** The version from the tag of its image. Empty if the image has no tag. */
  version: string;
  /** Why the pod is not ready, such as `CrashLoopBackOff`. Undefined if it is ready. */
  notReady?: string;
}

/** Returns the pods that have not ended. @throws InvalidResponseError - if a value has another type than in the Kubernetes API */
export function toAgentPods(pods: V1Pod[] | undefined): AgentPod[] {
  return objectsOf(pods)
    .filter(pod => !hasEnded(pod))
    .map(pod => ({
      version: versionOf(pod),
      ...(!isReady(pod) && { notReady: reasonOf(pod) }),
    }));
}

/** Returns the kubelet's reason for the first container that is waiting. Without one, derives a reason from the pod's phase. */
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
