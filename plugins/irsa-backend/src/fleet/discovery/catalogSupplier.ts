import type { AuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type {
  IrsaClusterSupplier,
  IrsaDiscoveredPlace,
} from '@backstage-irsa/plugin-irsa-node';
import { eksClusterOf } from '../../config/kubernetesClusters';
import { isFromSources } from '../../lib/isFromSources';

/**
 * Creates a supplier of the clusters that the catalog describes for Backstage's Kubernetes plugin: Resources of type `kubernetes-cluster`. Anyone
 * with permission to register entities can create one, so only entities from the given origin locations count, and none makes an account known.
 */
export function catalogSupplier({
  auth,
  catalog,
  sources,
}: {
  auth: AuthService;
  catalog: CatalogService;
  /** The origin locations, in which `*` stands for any text. */
  sources: string[];
}): IrsaClusterSupplier {
  return {
    id: 'catalog',
    async discover() {
      const { items } = await catalog.getEntities(
        { filter: { kind: 'Resource', 'spec.type': 'kubernetes-cluster' } },
        { credentials: await auth.getOwnServiceCredentials() },
      );
      return items
        .filter(entity => isFromSources(sources, entity))
        .map(entity => placeOf(entity));
    },
  };
}

function placeOf(entity: Entity): IrsaDiscoveredPlace {
  const { name, annotations = {} } = entity.metadata;
  const url = annotations['kubernetes.io/api-server'];
  const cluster = eksClusterOf({ name, url, annotations });
  const place = stringifyEntityRef(entity);
  if (cluster) {
    return { place, accountId: cluster.accountId, clusters: [cluster] };
  }
  return {
    place,
    failure: {
      message: `${place} does not name its EKS cluster.`,
      remediation:
        'Set kubernetes.io/api-server to the endpoint of EKS, which names the region, and kubernetes.io/aws-account-id to the account, or list the cluster in irsa.clusters.',
    },
  };
}
