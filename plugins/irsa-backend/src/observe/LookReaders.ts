import type { OrganizationReader } from '@backstage-irsa/core/organization';
import type { AccountQuotas } from './aws/AccountQuotas';
import type { AwsClients } from './aws/AwsClients';
import type { ClusterReader } from './aws/ClusterReader';
import type { VpcEndpointReader } from './aws/VpcEndpointReader';
import type { IrsaConfig } from '../config/types';
import type { KubernetesClients } from './kubernetes/KubernetesClients';

/** The readers that a `Look` uses. */
export interface LookReaders {
  aws: AwsClients;
  clusters: ClusterReader;
  quotas: AccountQuotas;
  /** The configuration. Its `clusters` are the current clusters. */
  config: Pick<IrsaConfig, 'clusters'>;
  kubernetes: KubernetesClients;
  organizations: OrganizationReader;
  vpcEndpoints: VpcEndpointReader;
}
