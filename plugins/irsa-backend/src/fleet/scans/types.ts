import type { FindingStore } from '../store/inventory/FindingStore';
import type { InstanceProfileStore } from '../store/inventory/InstanceProfileStore';
import type { NamespaceStore } from '../store/inventory/NamespaceStore';
import type { NodeRoleStore } from '../store/inventory/NodeRoleStore';
import type { LocationStore } from '../store/inventory/LocationStore';
import type { PageStore } from '../store/inventory/PageStore';
import type { PolicySetStore } from '../../permissions/PolicySetStore';
import type { PrincipalStore } from '../store/inventory/PrincipalStore';
import type { ProviderStore } from '../store/inventory/ProviderStore';
import type { ObservationStore } from '../store/inventory/ObservationStore';
import type { RoleHolderStore } from '../store/inventory/RoleHolderStore';
import type { RoleStore } from '../store/inventory/RoleStore';
import type { ScanLease } from '../store/inventory/ScanLease';
import type { Unread } from '../store/inventory/scanResult';
import type { ScopeStore } from '../store/inventory/ScopeStore';
import type { StateStore } from '../store/inventory/StateStore';
import type { WorkloadStore } from '../store/inventory/WorkloadStore';
import type { Statistics } from '../../database/Statistics';
import type { ManagedObjectStore } from '../../serviceAccounts/ManagedObjectStore';
import type { ProofStore } from '../../serviceAccounts/ProofStore';
import type { RetiredScopeStore } from '../store/RetiredScopeStore';
import type { ServiceAccountScanStore } from '../store/ServiceAccountScanStore';

/** The stores for scan results. */
export interface ScanStores {
  scopes: ScopeStore;
  retired: RetiredScopeStore;
  roles: RoleStore;
  holders: RoleHolderStore;
  sets: PolicySetStore;
  principals: PrincipalStore;
  providers: ProviderStore;
  workloads: WorkloadStore;
  namespaces: NamespaceStore;
  instanceProfiles: InstanceProfileStore;
  nodeRoles: NodeRoleStore;
  findings: FindingStore;
  pages: PageStore;
  states: StateStore;
  places: LocationStore;
  readings: ObservationStore;
  serviceAccounts: ServiceAccountScanStore;
  proofs: ProofStore;
  managed: ManagedObjectStore;
  statistics: Statistics;
}

/** When and how a scan runs. */
export interface ScanRun {
  lease: ScanLease;
  now: Date;
  signal?: AbortSignal;
  /** Whether a user requested the scan. */
  isRequested: boolean;
}

/** The options of a scan that reads what no list contains. */
export interface AskingScan {
  signal?: AbortSignal;
  /** Whether the scan reads only part of the cluster: it leaves the rest unchanged. */
  isPartial?: boolean;
  /** Whether a user requested the scan: it then repeats all reads that gave no answer. */
  isRequested?: boolean;
}

/** The result of a completed scan. */
export interface ScanOutcome {
  /** ClusterFacts or AccountFacts. */
  facts: unknown;
  /** What was found. Without what could not be read. */
  counts: Record<string, number>;
  /** The number of rows that the scan wrote. */
  written: number;
  /** Whether the scan of a cluster read the EKS Pod Identity associations. */
  areAssociationsRead?: boolean;
  /** The reason why the completed scan could not read some part. */
  unread?: Unread;
}
