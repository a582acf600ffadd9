import {
  AGENT_NAME,
  objectsOf,
  textOf,
  absent,
  found,
  valueOf,
  type Observation,
  type ObservedAgent,
  type ObservedAgentPods,
} from '@backstage-irsa/core/model';
import type { V1ContainerStatus, V1Pod } from '@kubernetes/client-node';
import type { KubernetesReader } from './KubernetesReader';
import type { PodIdentityReader } from './PodIdentityReader';
import { hasEnded } from './pods';

/** What gives pods their Pod Identity credentials: the add-on of EKS, a DaemonSet that Helm installed, and what becomes of its pods. */
export async function readAgent(
  eks: Pick<PodIdentityReader, 'addon'>,
  kubernetes: Pick<KubernetesReader, 'agentPods'>,
): Promise<Observation<ObservedAgent>> {
  const [addon, listed] = await Promise.all([
    eks.addon(),
    kubernetes.agentPods(),
  ]);
  if (addon.state === 'unknown') return addon;
  const pods = (valueOf(listed) ?? []).filter(pod => !hasEnded(pod));
  const observed: Observation<ObservedAgentPods> =
    listed.state === 'found' ? summaryOf(pods) : listed;
  if (addon.state === 'found') return found({ ...addon.value, pods: observed });
  // The add-on is known to be absent: pods that could not be read leave it so that the agent may be there.
  if (observed.state !== 'found') return observed;
  return found({
    name: AGENT_NAME,
    version: versionOf(pods[0]),
    pods: observed,
  });
}

function summaryOf(pods: V1Pod[]): Observation<ObservedAgentPods> {
  const waiting = pods.filter(pod => !isReady(pod));
  if (pods.length === 0) return absent();
  if (waiting.length === 0) return found({ ready: 'all' });
  return found({
    ready: waiting.length < pods.length ? 'some' : 'none',
    reason: reasonOf(waiting[0]),
  });
}

/** What the kubelet says of the first container that does not run, such as `CrashLoopBackOff`; else the phase of the pod. */
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
