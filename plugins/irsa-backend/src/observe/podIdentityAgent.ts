import type { V1ContainerStatus, V1Pod } from '@kubernetes/client-node';
import { objectsOf, textOf } from '../answers/fields';
import type { KubernetesReader } from './KubernetesReader';
import { absent, found, valueOf, type Observation } from './observation';
import type { PodIdentityReader } from './PodIdentityReader';
import { hasEnded } from './pods';
import type { ObservedAgent, ObservedAgentPods } from './types';

/** The add-on and the DaemonSet of the agent. */
export const AGENT_NAME = 'eks-pod-identity-agent';

/**
 * How every installation of the agent labels its pods: the add-on's, Helm's under whatever release, and those of the DaemonSets for hybrid nodes.
 *
 * Source: the chart of aws/eks-pod-identity-agent.
 */
export const AGENT_PODS = {
  namespace: 'kube-system',
  labelSelector: `app.kubernetes.io/name in (${[
    '',
    '-hybrid',
    '-hybrid-bottlerocket',
  ]
    .map(suffix => `${AGENT_NAME}${suffix}`)
    .join(', ')})`,
};

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
