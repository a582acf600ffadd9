import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { AccountQuotas } from '../../observe/aws/AccountQuotas';
import type { AwsClients } from '../../observe/aws/AwsClients';
import type { ClusterReader } from '../../observe/aws/ClusterReader';
import type { IrsaConfig } from '../../config/types';
import type { KubernetesClients } from '../../observe/kubernetes/KubernetesClients';
import type { Meters } from '../../lib/metrics/Meters';
import { FindingStore } from '../store/inventory/FindingStore';
import { NamespaceStore } from '../store/inventory/NamespaceStore';
import { NodeRoleStore } from '../store/inventory/NodeRoleStore';
import { PlaceStore } from '../store/inventory/LocationStore';
import { PolicySetStore } from '../../permissions/PolicySetStore';
import { ProviderStore } from '../store/inventory/ProviderStore';
import { ReadingStore } from '../store/inventory/ObservationStore';
import { RoleStore } from '../store/inventory/RoleStore';
import { ScopeStore } from '../store/inventory/ScopeStore';
import { StateStore } from '../store/inventory/StateStore';
import { WorkloadStore } from '../store/inventory/WorkloadStore';
import { ManagedObjectStore } from '../../serviceAccounts/ManagedObjectStore';
import type { ProofStore } from '../../serviceAccounts/ProofStore';
import { RetiredScopeStore } from '../store/RetiredScopeStore';
import { ServiceAccountSweepStore } from '../store/ServiceAccountScanStore';
import { AccountSweep } from './AccountScan';
import type { CatalogReader } from './CatalogReader';
import { ClusterSweep } from './ClusterScan';
import { Sweeper } from './Scanner';
import type { SweepStores } from './types';

/** Puts together what sweeps need. */
export function createSweeper(options: {
  aws: AwsClients;
  catalog: CatalogReader;
  clusters: ClusterReader;
  config: IrsaConfig;
  knex: Knex;
  kubernetes: KubernetesClients;
  logger: LoggerService;
  meters: Meters;
  proofs: ProofStore;
  quotas: AccountQuotas;
}): Sweeper {
  const { config, logger, meters } = options;
  const stores = storesOf(options.knex, options.proofs);
  const parts = { ...options, stores };
  const sweeper: Sweeper = new Sweeper({
    config,
    stores,
    logger,
    meters,
    accounts: new AccountSweep(parts),
    clusters: new ClusterSweep({
      ...parts,
      sources: {
        ...parts,
        configured: config.clusters,
        ensureAccount: (...args) => sweeper.ensureAccount(...args),
      },
    }),
  });
  return sweeper;
}

/** The stores of sweeps. */
export function storesOf(knex: Knex, proofs: ProofStore): SweepStores {
  return {
    scopes: new ScopeStore({ knex }),
    retired: new RetiredScopeStore({ knex }),
    roles: new RoleStore({ knex }),
    sets: new PolicySetStore({ knex }),
    providers: new ProviderStore({ knex }),
    workloads: new WorkloadStore({ knex }),
    namespaces: new NamespaceStore(new ReadingStore({ knex })),
    nodeRoles: new NodeRoleStore({ knex }),
    findings: new FindingStore({ knex }),
    states: new StateStore({ knex }),
    places: new PlaceStore({ knex }),
    readings: new ReadingStore({ knex }),
    serviceAccounts: new ServiceAccountSweepStore({ knex }),
    proofs,
    managed: new ManagedObjectStore({ knex }),
  };
}
