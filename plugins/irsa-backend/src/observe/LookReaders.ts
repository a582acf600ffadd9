import type { AccountQuotas } from './aws/AccountQuotas';
import type { AwsClients } from './aws/AwsClients';
import type { ClusterReader } from './aws/ClusterReader';
import type { ClusterConfig } from '@backstage-irsa/core/model';
import type { KubernetesClients } from './kubernetes/KubernetesClients';

/** What is read with. */
export interface LookReaders {
  aws: AwsClients;
  clusters: ClusterReader;
  quotas: AccountQuotas;
  configured: ClusterConfig[];
  kubernetes: KubernetesClients;
}
