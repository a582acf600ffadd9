import type { ClusterConfig } from '@backstage-irsa/core/model';
import { unavailable } from '../lib/errors';
import type { IrsaConfig } from './types';

/**
 * Returns the configured cluster of a recorded object.
 *
 * @throws ServiceUnavailableError - if it is no longer configured.
 */
export function clusterNamed(
  { clusters }: Pick<IrsaConfig, 'clusters'>,
  name: string,
): ClusterConfig {
  const config = clusters.find(each => each.name === name);
  if (config) return config;
  throw notConfigured(name);
}

/** Returns the error for work that needs a cluster that is no longer configured. */
export function notConfigured(name: string): Error {
  return unavailable(
    `Cluster ${name} is not in the configuration any more. Ask an administrator to add it to irsa.clusters, or to kubernetes.clusterLocatorMethods with irsa.discovery.kubernetes.`,
  );
}
