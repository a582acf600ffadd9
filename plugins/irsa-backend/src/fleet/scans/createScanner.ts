import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { ChangeLog } from '../../authorization/audit/ChangeLog';
import type { OrganizationReader } from '@backstage-irsa/core/organization';
import type { AccountQuotas } from '../../observe/aws/AccountQuotas';
import type { AwsClients } from '../../observe/aws/AwsClients';
import type { VpcEndpointReader } from '../../observe/aws/VpcEndpointReader';
import type { ClusterReader } from '../../observe/aws/ClusterReader';
import type { IrsaConfig } from '../../config/types';
import type { KubernetesClients } from '../../observe/kubernetes/KubernetesClients';
import type { Evaluator } from '../../permissions/evaluator/Evaluator';
import type { Meters } from '../../lib/metrics/Meters';
import { FindingStore } from '../store/inventory/FindingStore';
import { InstanceProfileStore } from '../store/inventory/InstanceProfileStore';
import { NamespaceStore } from '../store/inventory/NamespaceStore';
import { NodeRoleStore } from '../store/inventory/NodeRoleStore';
import { LocationStore } from '../store/inventory/LocationStore';
import { PolicySetStore } from '../../permissions/PolicySetStore';
import { PageStore } from '../store/inventory/PageStore';
import { PrincipalStore } from '../store/inventory/PrincipalStore';
import { ProviderStore } from '../store/inventory/ProviderStore';
import { ObservationStore } from '../store/inventory/ObservationStore';
import { RoleHolderStore } from '../store/inventory/RoleHolderStore';
import { RoleStore } from '../store/inventory/RoleStore';
import { ScopeStore } from '../store/inventory/ScopeStore';
import { StateStore } from '../store/inventory/StateStore';
import { WorkloadStore } from '../store/inventory/WorkloadStore';
import { ManagedObjectStore } from '../../serviceAccounts/ManagedObjectStore';
import type { ProofStore } from '../../serviceAccounts/ProofStore';
import { RetiredScopeStore } from '../store/RetiredScopeStore';
import { Statistics } from '../../database/Statistics';
import { ServiceAccountScanStore } from '../store/ServiceAccountScanStore';
import { AccountScan } from './accounts/AccountScan';
import { moveNodeRoles } from './accounts/moveNodeRoles';
import type { CatalogReader } from './CatalogReader';
import { ClusterScan } from './clusters/ClusterScan';
import { Scanner } from './Scanner';
import type { ScanStores } from './types';

/** Creates the scanner and its parts. */
export function createScanner(options: {
  aws: AwsClients;
  catalog: CatalogReader;
  clusters: ClusterReader;
  config: IrsaConfig;
  evaluator: Evaluator;
  kubernetes: KubernetesClients;
  logger: LoggerService;
  meters: Meters;
  organizations: OrganizationReader;
  quotas: AccountQuotas;
  stores: ScanStores;
  vpcEndpoints: VpcEndpointReader;
}): Scanner {
  const accounts = new AccountScan(options);
  const scanner: Scanner = new Scanner({
    ...options,
    accounts,
    clusters: new ClusterScan({
      ...options,
      sources: {
        ...options,
        ensureAccount: (...args) => scanner.ensureAccount(...args),
        moveNodeRoles: arns => moveNodeRoles(arns, { ...options, accounts }),
      },
    }),
  });
  return scanner;
}

/** Creates the stores of scans. */
export function storesOf(
  knex: Knex,
  proofs: ProofStore,
  changes: Pick<ChangeLog, 'record'>,
): ScanStores {
  return {
    scopes: new ScopeStore({ knex }),
    retired: new RetiredScopeStore({ knex }),
    roles: new RoleStore({ knex }),
    holders: new RoleHolderStore({ knex }),
    sets: new PolicySetStore({ knex }),
    principals: new PrincipalStore({ knex }),
    providers: new ProviderStore({ knex }),
    workloads: new WorkloadStore({ knex }),
    namespaces: new NamespaceStore(new ObservationStore({ knex })),
    instanceProfiles: new InstanceProfileStore(new ObservationStore({ knex })),
    nodeRoles: new NodeRoleStore({ knex }),
    findings: new FindingStore({ knex, changes }),
    pages: new PageStore({ knex }),
    states: new StateStore({ knex }),
    places: new LocationStore({ knex }),
    readings: new ObservationStore({ knex }),
    serviceAccounts: new ServiceAccountScanStore({ knex }),
    proofs,
    managed: new ManagedObjectStore({ knex }),
    statistics: new Statistics({ knex }),
  };
}
