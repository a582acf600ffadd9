import type { FindingStore } from '../store/inventory/FindingStore';
import type { NamespaceStore } from '../store/inventory/NamespaceStore';
import type { NodeRoleStore } from '../store/inventory/NodeRoleStore';
import type { PlaceStore } from '../store/inventory/LocationStore';
import type { PolicySetStore } from '../../permissions/PolicySetStore';
import type { ProviderStore } from '../store/inventory/ProviderStore';
import type { ReadingStore } from '../store/inventory/ObservationStore';
import type { RoleStore } from '../store/inventory/RoleStore';
import type { ScopeStore, Unread } from '../store/inventory/ScopeStore';
import type { StateStore } from '../store/inventory/StateStore';
import type { WorkloadStore } from '../store/inventory/WorkloadStore';
import type { ManagedObjectStore } from '../../serviceAccounts/ManagedObjectStore';
import type { ProofStore } from '../../serviceAccounts/ProofStore';
import type { RetiredScopeStore } from '../store/RetiredScopeStore';
import type { ServiceAccountSweepStore } from '../store/ServiceAccountScanStore';

/** Where sweeps store what they find. */
export interface SweepStores {
  scopes: ScopeStore;
  retired: RetiredScopeStore;
  roles: RoleStore;
  sets: PolicySetStore;
  providers: ProviderStore;
  workloads: WorkloadStore;
  namespaces: NamespaceStore;
  nodeRoles: NodeRoleStore;
  findings: FindingStore;
  states: StateStore;
  places: PlaceStore;
  readings: ReadingStore;
  serviceAccounts: ServiceAccountSweepStore;
  proofs: ProofStore;
  managed: ManagedObjectStore;
}

/** What a sweep that came to its end tells. */
export interface SweepOutcome {
  /** ClusterFacts or AccountFacts. */
  facts: unknown;
  counts: Record<string, number>;
  /** How many rows it wrote. */
  written: number;
  /** What it could not look at all the same. */
  unread?: Unread;
}
