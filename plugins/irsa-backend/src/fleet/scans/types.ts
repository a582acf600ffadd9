import type { FindingStore } from '../store/inventory/FindingStore';
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
import type { ScopeStore, Unread } from '../store/inventory/ScopeStore';
import type { StateStore } from '../store/inventory/StateStore';
import type { WorkloadStore } from '../store/inventory/WorkloadStore';
import type { Statistics } from '../../database/Statistics';
import type { ManagedObjectStore } from '../../serviceAccounts/ManagedObjectStore';
import type { ProofStore } from '../../serviceAccounts/ProofStore';
import type { RetiredScopeStore } from '../store/RetiredScopeStore';
import type { ServiceAccountScanStore } from '../store/ServiceAccountScanStore';

/** Where scans store what they find. */
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
  now: Date;
  signal?: AbortSignal;
  /** Whether somebody asked for it. */
  isRequested: boolean;
}

/** The scan that asks for what no list tells. */
export interface AskingScan {
  signal?: AbortSignal;
  /** Whether only some of the cluster is looked at: what it does not ask for is left as it is. */
  isPartial?: boolean;
  /** Whether somebody asked for the scan: then all is asked for again that gave no answer. */
  isRequested?: boolean;
}

/** What a scan that came to its end tells. */
export interface ScanOutcome {
  /** ClusterFacts or AccountFacts. */
  facts: unknown;
  counts: Record<string, number>;
  /** How many rows it wrote. */
  written: number;
  /** What it could not look at all the same. */
  unread?: Unread;
}
