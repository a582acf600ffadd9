import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { IrsaClusterSupplier } from '@backstage-irsa/plugin-irsa-node';
import type { Knex } from 'knex';
import type { ClusterDirectory } from '../../config/ClusterDirectory';
import type { AwsClients } from '../../observe/aws/AwsClients';
import { eksSupplier } from '../../observe/discovery/eksSupplier';
import { organizationSupplier } from '../../observe/discovery/organizationSupplier';
import type { OrganizationStore } from '../../permissions/organization/OrganizationStore';
import { catalogSupplier } from './catalogSupplier';
import { Discovery } from './Discovery';
import { DiscoveryStore } from './DiscoveryStore';
import { organizationPolicies } from './organizationPolicies';

/** Any region of the partition aws. */
const ANY_REGION = 'us-east-1';

/**
 * Creates the discovery with the suppliers of the configuration and of modules. Accounts come first, because clusters are discovered in them. Then
 * come the suppliers that know the usual names of clusters, then EKS itself. The policies of the organization come last, because they do not depend
 * on any of these.
 *
 * @throws Error - if two suppliers have the same ID.
 */
export function createDiscovery(options: {
  auth: AuthService;
  aws: AwsClients;
  catalog: CatalogService;
  directory: ClusterDirectory;
  knex: Knex;
  logger: LoggerService;
  organizationStore: OrganizationStore;
  /** The suppliers of modules. */
  suppliers: IrsaClusterSupplier[];
  takeScopes(): Promise<void>;
}): Discovery {
  const { aws, directory, knex, organizationStore: store } = options;
  const { discovery, organizationAccountId } = directory.config;
  const { organization, catalogSources: sources, regions } = discovery;
  const [region] = regions;
  const suppliers = [
    ...(organization
      ? [organizationSupplier({ aws, organization, region })]
      : []),
    ...(sources ? [catalogSupplier({ ...options, sources })] : []),
    ...options.suppliers,
    ...(regions.length > 0 ? [eksSupplier({ aws, regions })] : []),
    ...(organizationAccountId !== undefined
      ? [
          organizationPolicies({
            ...{ aws, store, accountId: organizationAccountId },
            regionOf: () =>
              region ?? directory.config.clusters[0]?.region ?? ANY_REGION,
          }),
        ]
      : []),
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
