import type { ClusterConfig } from '@backstage-irsa/core/model';
import { unavailable } from '../lib/errors';
import type { IrsaConfig } from './types';

/**
 * The cluster of something that is recorded.
 *
 * @throws ServiceUnavailableError - when it is not configured any more.
 */
export function clusterNamed(
  { clusters }: Pick<IrsaConfig, 'clusters'>,
  name: string,
): ClusterConfig {
  const config = clusters.find(each => each.name === name);
  if (config) return config;
  throw notConfigured(name);
}

/** The error of what needs a cluster that is not configured any more. */
export function notConfigured(name: string): Error {
  return unavailable(
    `Cluster ${name} is not in the configuration any more. An administrator adds it to irsa.clusters, or to kubernetes.clusterLocatorMethods with irsa.discovery.kubernetes.`,
  );
}
