import type { V1Pod } from '@kubernetes/client-node';
import { objectsOf, textOf } from '../answers/fields';
import type { KubernetesReader } from './KubernetesReader';
import { absent, found, valueOf, type Observation } from './observation';
import type { PodIdentityReader } from './PodIdentityReader';
import type { ObservedAddon, ObservedAssociation } from './types';

const NAME = 'eks-pod-identity-agent';

/** What every installation of the agent labels its pods with, in EKS, by Helm and on hybrid nodes. */
export const AGENT_PODS = {
  namespace: 'kube-system',
  labelSelector: `app.kubernetes.io/name=${NAME}`,
};

/**
 * What gives pods their Pod Identity credentials: the add-on of EKS or, where there is none, the pods of its DaemonSet, which Helm installs too.
 *
 * Source: the chart of aws/eks-pod-identity-agent.
 */
export async function readAgent(
  eks: Pick<PodIdentityReader, 'addon'>,
  kubernetes: Pick<KubernetesReader, 'agentPods'>,
): Promise<Observation<ObservedAddon>> {
  const addon = await eks.addon();
  if (addon.state !== 'absent') return addon;
  const pods = await kubernetes.agentPods();
  // The add-on is known to be absent: pods that could not be read leave it so that the agent may be there.
  if (pods.state === 'unknown') return pods;
  const running = valueOf(pods) ?? [];
  if (running.length === 0) return absent();
  return found({
    name: NAME,
    version: versionOf(running[0]),
    status: running.every(isReady) ? 'ACTIVE' : 'DEGRADED',
    isDaemonSet: true,
  });
}

/** The agent where there is an association: without one nobody asks it. */
export async function agentFor(
  associated: Promise<Observation<ObservedAssociation>>,
  ...readers: Parameters<typeof readAgent>
): Promise<Observation<ObservedAddon>> {
  const association = await associated;
  return association.state === 'found' ? readAgent(...readers) : association;
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
