import type {
  ClusterList,
  IamServiceAccountList,
  NamespaceList,
  Verification,
} from '@backstage-irsa/plugin-irsa-common';
import type { CompoundEntityRef } from '@backstage/catalog-model';
import { createApiRef } from '@backstage/frontend-plugin-api';

/**
 * What the frontend asks of the irsa backend. Every method throws a `ResponseError` when the backend refuses or fails.
 *
 * @public
 */
export interface IrsaApi {
  /** The IAM service accounts that a catalog entity names, answered from the backend's store. */
  listEntityServiceAccounts(
    entity: CompoundEntityRef,
  ): Promise<IamServiceAccountList>;
  /** Observes AWS and the cluster now and runs every check; `live` also makes the token exchange with AWS STS. */
  verifyServiceAccount(
    id: string,
    options: { live: boolean },
  ): Promise<Verification>;
  /** The clusters in which the caller may use at least one namespace. */
  listClusters(): Promise<ClusterList>;
  /** The namespaces of a cluster that the caller may use. */
  listNamespaces(cluster: string): Promise<NamespaceList>;
}

/** Reference to the {@link IrsaApi} of an app. @public */
export const irsaApiRef = createApiRef<IrsaApi>().with({
  id: 'plugin.irsa.service',
  pluginId: 'irsa',
});
