import type { AwsClients } from './aws/AwsClients';
import type {
  ClusterConfig,
  Observation,
  Observed,
  ObservedCluster,
} from '@backstage-irsa/core/model';
import type { IamReaders } from './IamReaders';
import type { KubernetesReader } from './KubernetesReader';
import { readNodeRoles } from './nodeRoles';
import { readAgent } from './podIdentityAgent';
import type { PodIdentityReader } from './PodIdentityReader';

/** What nodes do for EKS Pod Identity, where there is an association: without one nobody asks it of them. */
export async function readPodIdentityNodes(
  association: Observed['association'],
  cluster: Promise<Observation<ObservedCluster>>,
  readers: {
    aws: AwsClients;
    config: ClusterConfig;
    iam: IamReaders;
    podIdentity: PodIdentityReader;
    kubernetes: KubernetesReader;
  },
): Promise<Pick<Observed, 'podIdentityAgent' | 'nodeRoles'>> {
  if (association.state !== 'found') return { podIdentityAgent: association };
  const [podIdentityAgent, nodeRoles] = await Promise.all([
    readAgent(readers.podIdentity, readers.kubernetes),
    readNodeRoles(await cluster, readers),
  ]);
  return { podIdentityAgent, nodeRoles };
}
