import type { Evaluator } from '../permissions/evaluator/Evaluator';
import { ChainStore } from '../verification/store/ChainStore';
import { DeliveryStore } from '../serviceAccounts/DeliveryStore';
import { ManagedObjectStore } from '../serviceAccounts/ManagedObjectStore';
import { OrganizationStore } from '../permissions/organization/OrganizationStore';
import { Organizations } from '../permissions/organization/Organizations';
import { OperationStore } from '../serviceAccounts/OperationStore';
import { PermissionsStore } from '../permissions/PermissionsStore';
import { ProofStore } from '../serviceAccounts/ProofStore';
import { RoleLeaseStore } from '../serviceAccounts/RoleLeaseStore';
import { TrustWriteStore } from '../serviceAccounts/TrustWriteStore';
import { ConsentStore } from '../serviceAccounts/ConsentStore';
import { VpcEndpointStore } from '../permissions/VpcEndpointStore';
import { ServiceAccountStore } from '../serviceAccounts/ServiceAccountStore';
import type { ServiceOptions } from './ServiceOptions';

/** The stores that several services share. */
export type Stores = ReturnType<typeof createStores>;

/** Creates the stores that several services share. */
export function createStores(
  { config, knex }: ServiceOptions,
  evaluator: Evaluator,
) {
  const organizationStore = new OrganizationStore({ knex });
  const organizations = new Organizations({
    accountId: config.organizationAccountId,
    store: organizationStore,
  });
  const vpcEndpointStore = new VpcEndpointStore({ knex });
  return {
    store: new ServiceAccountStore({ knex, config }),
    managed: new ManagedObjectStore({ knex }),
    operations: new OperationStore({ knex }),
    organizationStore,
    organizations,
    chains: new ChainStore({ knex }),
    consents: new ConsentStore({ knex }),
    deliveries: new DeliveryStore({ knex }),
    permissions: new PermissionsStore({
      knex,
      organizations,
      vpcEndpoints: vpcEndpointStore,
      permissionsOf: async (set, beside) => {
        const now = new Date();
        const input = { set, now, ...beside };
        return (await evaluator.run('rolePermissions', input)).effective;
      },
    }),
    proofs: new ProofStore({
      knex,
      maxPerMinute: config.liveProof.maxPerMinute,
    }),
    leases: new RoleLeaseStore({ knex }),
    trustWrites: new TrustWriteStore({ knex }),
    vpcEndpointStore,
  };
}
