import type { ServiceAccountRef } from '@backstage-irsa/core/model';

/** Returns namespace, name, and cluster of a ServiceAccount as sentences contain them: `production/orders in prod-eu`. */
export function nameInCluster({
  cluster,
  namespace,
  name,
}: ServiceAccountRef): string {
  return `${namespace}/${name} in ${cluster}`;
}
