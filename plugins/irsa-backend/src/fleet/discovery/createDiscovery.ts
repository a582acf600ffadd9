import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { IrsaClusterSupplier } from '@backstage-irsa/plugin-irsa-node';
import type { Knex } from 'knex';
import type { ClusterDirectory } from '../../config/ClusterDirectory';
import type { AwsClients } from '../../observe/aws/AwsClients';
import { eksSupplier } from '../../observe/discovery/eksSupplier';
import { organizationSupplier } from '../../observe/discovery/organizationSupplier';
import { catalogSupplier } from './catalogSupplier';
import { Discovery } from './Discovery';
import { DiscoveryStore } from './DiscoveryStore';

/**
 * Puts the suppliers of the configuration and of modules together. Accounts come first, since clusters are asked for in them; then those who name
 * clusters as people know them, and EKS itself last.
 *
 * @throws Error - when two suppliers have one id.
 */
export function createDiscovery(options: {
  auth: AuthService;
  aws: AwsClients;
  catalog: CatalogService;
  directory: ClusterDirectory;
  knex: Knex;
  logger: LoggerService;
  /** Of modules. */
  suppliers: IrsaClusterSupplier[];
  takeScopes(): Promise<void>;
}): Discovery {
  const { aws, directory, knex } = options;
  const { discovery } = directory.config;
  const { organization, catalogSources: sources, regions } = discovery;
  const [region] = regions;
  const suppliers = [
    ...(organization
      ? [organizationSupplier({ aws, organization, region })]
      : []),
    ...(sources ? [catalogSupplier({ ...options, sources })] : []),
    ...options.suppliers,
    ...(regions.length > 0 ? [eksSupplier({ aws, regions })] : []),
  ];
  suppliers.forEach(({ id }, index) => {
    if (suppliers.findIndex(supplier => supplier.id === id) !== index) {
      throw new Error(`Two suppliers of clusters have the id "${id}".`);
    }
  });
  return new Discovery({
    ...options,
    config: discovery,
    suppliers,
    store: new DiscoveryStore({ knex }),
  });
}
