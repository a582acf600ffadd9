import type { OrganizationReader } from '@backstage-irsa/core/organization';
import { AccountQuotas } from '../observe/aws/AccountQuotas';
import { AwsBudget } from '../observe/aws/AwsBudget';
import { AwsClients } from '../observe/aws/AwsClients';
import { ClusterReader } from '../observe/aws/ClusterReader';
import { KubernetesClients } from '../observe/kubernetes/KubernetesClients';
import type { VpcEndpointStore } from '../permissions/VpcEndpointStore';
import { VpcEndpointReader } from '../observe/aws/VpcEndpointReader';
import { Meters } from '../lib/metrics/Meters';
import { DeletionReader } from '../observe/DeletionReader';
import { Observer } from '../observe/Observer';
import { RememberedResources } from '../observe/resources/RememberedResources';
import type { ServiceOptions } from './ServiceOptions';

/** The services that read AWS and clusters. */
export type Observing = ReturnType<typeof createObserving>;

/** Creates the services that read AWS and clusters. */
export function createObserving(
  { awsCredentials, config, knex, metrics }: ServiceOptions,
  organizations: OrganizationReader,
  vpcEndpointStore: VpcEndpointStore,
) {
  const aws = new AwsClients({
    credentials: awsCredentials,
    budget: new AwsBudget({
      knex,
      perMinute: config.limits.awsCallsPerMinute,
    }),
    isKnown: id => config.accounts?.includes(id) ?? false,
    endpoint: config.awsEndpoint,
    timeoutMs: config.timeouts.awsMs,
  });
  const clusters = new ClusterReader({ aws });
  const kubernetes = new KubernetesClients({
    aws,
    clusters,
    timeoutMs: config.timeouts.kubernetesMs,
  });
  const quotas = new AccountQuotas({ aws });
  const vpcEndpoints = new VpcEndpointReader({
    ...{ aws, clusters },
    record: (cluster, read) => vpcEndpointStore.record(cluster, read),
  });
  const resources = new RememberedResources(aws);
  return {
    aws,
    clusters,
    kubernetes,
    quotas,
    vpcEndpoints,
    resources,
    meters: new Meters({ metrics }),
    observer: new Observer({
      ...{ aws, clusters, quotas, config, kubernetes, organizations },
      ...{ resources, vpcEndpoints },
    }),
    deletionReader: new DeletionReader({ aws, clusters, kubernetes }),
  };
}
