import {
  AGENT_NAME,
  absent,
  found,
  valueOf,
  type Observation,
  type ObservedAgent,
  type ObservedAgentPods,
} from '@backstage-irsa/core/model';
import type { AgentPod } from './agentPods';
import type { KubernetesReader } from './KubernetesReader';
import type { PodIdentityReader } from './PodIdentityReader';

/**
 * Reads the agent that gives pods their Pod Identity credentials, as the EKS add-on or as a DaemonSet that Helm installed, and the state of its pods.
 */
export async function readAgent(
  eks: Pick<PodIdentityReader, 'addon'>,
  kubernetes: Pick<KubernetesReader, 'agentPods'>,
): Promise<Observation<ObservedAgent>> {
  const [addon, listed] = await Promise.all([
    eks.addon(),
    kubernetes.agentPods(),
  ]);
  if (addon.state === 'unknown') return addon;
  const observed: Observation<ObservedAgentPods> =
    listed.state === 'found' ? summaryOf(listed.value) : listed;
  if (addon.state === 'found') return found({ ...addon.value, pods: observed });
  // The add-on is absent. If the pods could not be read, the agent may still exist.
  if (observed.state !== 'found') return observed;
  return found({
    name: AGENT_NAME,
    version: valueOf(listed)?.[0].version ?? '',
    pods: observed,
  });
}

function summaryOf(pods: AgentPod[]): Observation<ObservedAgentPods> {
  const [reason, ...more] = pods.flatMap(({ notReady }) => notReady ?? []);
  if (pods.length === 0) return absent();
  if (reason === undefined) return found({ ready: 'all' });
  const isAny = more.length + 1 < pods.length;
  return found({ ready: isAny ? 'some' : 'none', reason });
}
