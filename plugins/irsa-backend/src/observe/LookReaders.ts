import type { OrganizationReader } from '@backstage-irsa/core/organization';
import type { AccountQuotas } from './aws/AccountQuotas';
import type { AwsClients } from './aws/AwsClients';
import type { ClusterReader } from './aws/ClusterReader';
import type { VpcEndpointReader } from './aws/VpcEndpointReader';
import type { IrsaConfig } from '../config/types';
import type { KubernetesClients } from './kubernetes/KubernetesClients';

/** What is read with. */
export interface LookReaders {
  aws: AwsClients;
  clusters: ClusterReader;
  quotas: AccountQuotas;
  /** Of which the clusters are those of now. */
  config: Pick<IrsaConfig, 'clusters'>;
  kubernetes: KubernetesClients;
  organizations: OrganizationReader;
  vpcEndpoints: VpcEndpointReader;
}
