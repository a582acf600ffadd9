import type {
  AccessLevel,
  AccessList,
  Chain,
  CheckDescription,
  ClusterList,
  Diagnosis,
  EffectivePermissions,
  Finding,
  FindingList,
  FleetRoleDetail,
  FleetRoleList,
  FleetServiceAccountList,
  FleetWorkloadList,
  IamServiceAccount,
  IamServiceAccountList,
  IamServiceAccountSpec,
  LastAccessedReport,
  Mechanism,
  MigrationList,
  MigrationPlan,
  MigrationStage,
  NamespaceList,
  NodeRoleDetail,
  NodeRoleList,
  Operation,
  Overview,
  Plan,
  PlanStep,
  RenderFormat,
  Rendering,
  RightSizeProposal,
  RightSizeRequest,
  RightSizing,
  Scope,
  ScopeList,
  SimulationRequest,
  SimulationResult,
  Transfer,
  TransferList,
  Verification,
  VerificationHistory,
} from '@backstage-irsa/core/model';
import type { CompoundEntityRef } from '@backstage/catalog-model';
import { createApiRef } from '@backstage/frontend-plugin-api';

/** An AWS action, such as `s3:PutObject`, offered for completion. @public */
export interface KnownAction {
  action: string;
  level: AccessLevel;
  /** The kinds of resources that it is done on, such as `object`. */
  resourceTypes?: string[];
}

/** Which part of the fleet is asked for. @public */
export interface MigrationQuery {
  cluster?: string;
  stage?: MigrationStage;
  /** Continues after a page. */
  cursor?: string;
  /** How many at once. */
  limit?: number;
}

/** What a table of the fleet can be filtered by; each table takes those of its list in the API. @public */
export type FleetFilter =
  | 'cluster'
  | 'namespace'
  | 'account'
  | 'owner'
  | 'status'
  | 'mechanism'
  | 'entity'
  | 'coverage'
  | 'severity'
  | 'check'
  | 'state'
  | 'subjectKind'
  | 'subjectId'
  | 'use'
  | 'unused'
  | 'managedBy';

/** Which rows of a table of the fleet are asked for, and in which order. @public */
export interface FleetQuery extends Partial<Record<FleetFilter, string>> {
  /** A part of what names a row. */
  q?: string;
  /** Of findings: those about an IAM service account, its role or its workloads. */
  serviceAccountId?: string;
  /** The word by which the list of the API sorts; each list has its own order without. */
  sort?: string;
  order?: 'asc' | 'desc';
  /** Continues after a page. */
  cursor?: string;
  /** How many at once. */
  limit?: number;
}

/** Who can do this? @public */
export interface AccessQuery {
  /** One action, without wildcards. */
  action: string;
  /** The ARN of one resource, or `*` for actions without one. */
  resource: string;
  cluster?: string;
  account?: string;
  cursor?: string;
  limit?: number;
}

/** A table that can be had as a file. @public */
export type ExportedTable =
  | 'service-accounts'
  | 'workloads'
  | 'findings'
  | 'roles'
  | 'node-roles';

/** The form of such a file. @public */
export type ExportFormat = 'csv' | 'json';

/**
 * What the frontend asks of the irsa backend. Every method throws a `ResponseError` when the backend refuses or fails.
 *
 * @public
 */
export interface IrsaApi {
  /** The IAM service accounts that a catalog entity names, answered from the backend's store: `verification` is null before the first one. */
  listEntityServiceAccounts(
    entity: CompoundEntityRef,
  ): Promise<IamServiceAccountList>;
  /** Verifies those of an entity that were never verified, without live proofs, as far as the caller may. */
  verifyEntity(entity: CompoundEntityRef): Promise<IamServiceAccountList>;
  /** One IAM service account, from the store. */
  getServiceAccount(id: string): Promise<IamServiceAccount>;
  /** Observes AWS and the cluster now and runs every check; `live` also makes the token exchange with AWS STS. */
  verifyServiceAccount(
    id: string,
    options: { live: boolean },
  ): Promise<Verification>;
  /** Every question that a verification may ask, in the order of the chain. */
  listChecks(): Promise<{ items: CheckDescription[] }>;
  /** What stands at each link, the pods, and the commands that show the same by hand, from the store. */
  getChain(id: string): Promise<Chain>;
  /** The verifications of an account, the newest first; `cursor` continues after a page. */
  listVerifications(
    id: string,
    options?: { cursor?: string },
  ): Promise<VerificationHistory>;
  /** The faults that an error text of a pod may come from, each held against checks made now. The text is not stored. */
  diagnose(id: string, text: string): Promise<Diagnosis>;
  /** What applying a spec would change, and every rule that it breaks. Changes nothing. */
  planServiceAccount(spec: IamServiceAccountSpec): Promise<Plan>;
  /** Begins to bring AWS and the cluster to a spec; the operation is then followed by `getOperation`. */
  applyServiceAccount(spec: IamServiceAccountSpec): Promise<Operation>;
  /** What a deletion would take away, and what it would leave and why. Changes nothing. */
  planDeletion(id: string): Promise<{ steps: PlanStep[] }>;
  /** Begins to delete what was made for an IAM service account; the operation is then followed by `getOperation`. */
  deleteServiceAccount(id: string): Promise<Operation>;
  /** What moving an IAM service account to a mechanism would change, what stands in its way, and which pods must start again. Changes nothing. */
  planMigration(id: string, to: Mechanism): Promise<MigrationPlan>;
  /** Begins to move it as far as its pods let it; the operation is then followed by `getOperation`. */
  migrateServiceAccount(id: string, to: Mechanism): Promise<Operation>;
  /** How far the fleet is on its way to EKS Pod Identity, from the store: one page, and the counts of all. */
  listMigrations(query: MigrationQuery): Promise<MigrationList>;
  /** The files that ask another tool for what a spec asks for, and every rule that it breaks. Changes nothing. */
  renderServiceAccount(
    spec: IamServiceAccountSpec,
    format: RenderFormat,
  ): Promise<Rendering>;
  /** An operation as it stands now. */
  getOperation(id: string): Promise<Operation>;
  /** Everything the role may do, with the statements behind it, the policy documents and the risks, from the store. */
  getPermissions(id: string): Promise<EffectivePermissions>;
  /** Whether the role can do what is asked; `useAwsSimulator` also asks AWS, which sees SCPs but no resource policies. */
  simulate(
    id: string,
    options: { requests: SimulationRequest[]; useAwsSimulator: boolean },
  ): Promise<{ results: SimulationResult[] }>;
  /** When the role last used each service, from a report that AWS makes now; takes some seconds. */
  readLastAccessed(id: string): Promise<LastAccessedReport>;
  /** What the role could do without, from a report that AWS makes now, with the plan that takes it away; takes some seconds. Changes nothing. */
  proposeRightSize(
    id: string,
    request: RightSizeRequest,
  ): Promise<RightSizeProposal>;
  /** Begins to take away what is named; the operation is then followed by `getOperation`. */
  rightSize(id: string, request: RightSizeRequest): Promise<Operation>;
  /** What was taken away before, the newest first. */
  listRightSizings(id: string): Promise<{ items: RightSizing[] }>;
  /** Begins to give back what was taken away; the operation is then followed by `getOperation`. */
  undoRightSizing(id: string, rightSizing: string): Promise<Operation>;
  /** The transfers of ownership of an IAM service account, the newest first, and what the reader may do about it. */
  listTransfers(id: string): Promise<TransferList>;
  /** Asks the recorded owner to hand an IAM service account to another owner. */
  requestTransfer(
    id: string,
    request: { owner: string; reason?: string },
  ): Promise<Transfer>;
  /** Confirms or declines a pending transfer; a confirmation also brings the owner tags in AWS up to date, which takes some seconds. */
  decideTransfer(
    id: string,
    decision: { decision: 'confirm' | 'decline'; reason?: string },
  ): Promise<Transfer>;
  /** Denies all AWS access, to sessions that were issued already too. */
  cutOffServiceAccount(id: string, reason: string): Promise<IamServiceAccount>;
  /** Restores access that was cut off, for sessions issued from now on. */
  restoreServiceAccount(id: string, reason: string): Promise<IamServiceAccount>;
  /** AWS actions that begin with a text, without regard to case. */
  listActions(prefix: string): Promise<{ items: KnownAction[] }>;
  /** The clusters in which the caller may use at least one namespace. */
  listClusters(): Promise<ClusterList>;
  /** The namespaces of a cluster that the caller may use, as last read. */
  listNamespaces(cluster: string): Promise<NamespaceList>;
  /** As `listNamespaces`, read from the cluster now. */
  refreshNamespaces(cluster: string): Promise<NamespaceList>;
  /** What exists in all clusters and accounts, what is wrong with it, and how that has changed; of what the caller may read. This and what follows needs `irsa.governance.read`. */
  getOverview(): Promise<Overview>;
  /** The IAM service accounts of the fleet, whoever made them: one page, and how many there are. */
  listFleetServiceAccounts(query: FleetQuery): Promise<FleetServiceAccountList>;
  /** What runs in the clusters, and whose AWS identity it has. */
  listFleetWorkloads(query: FleetQuery): Promise<FleetWorkloadList>;
  /** What is wrong, the worst first unless said otherwise. */
  listFindings(query: FleetQuery): Promise<FindingList>;
  /** One finding, also when it is resolved. */
  getFinding(id: string): Promise<Finding>;
  /** Accepts the risk of a finding until a time (ISO 8601), with a reason. Needs `irsa.governance.accept`. */
  acceptFinding(
    id: string,
    acceptance: { reason: string; until: string },
  ): Promise<Finding>;
  /** Takes an acceptance back. Needs `irsa.governance.accept`. */
  reopenFinding(id: string): Promise<Finding>;
  /** The roles that trust an EKS issuer or EKS Pod Identity, or that nodes have. */
  listRoles(query: FleetQuery): Promise<FleetRoleList>;
  /** A role, who can be it, and what that one could do. */
  getRole(id: string): Promise<FleetRoleDetail>;
  /** The roles of nodes, what they may do beyond what nodes need, and who may depend on it. */
  listNodeRoles(query: FleetQuery): Promise<NodeRoleList>;
  /** One node role with the plan that takes its excess away in a safe order. */
  getNodeRole(id: string): Promise<NodeRoleDetail>;
  /** The clusters and accounts that are scanned, since when each is stale, and why. */
  listScopes(): Promise<ScopeList>;
  /** Asks for a scan of a cluster or an account now; it runs by itself. */
  startScan(id: string): Promise<Scope>;
  /** Who can do an action on a resource, by the policies as last scanned. */
  listAccess(query: AccessQuery): Promise<AccessList>;
  /** A whole table with the filters of the query, as a file. */
  exportTable(
    table: ExportedTable,
    format: ExportFormat,
    query: FleetQuery,
  ): Promise<Blob>;
}

/** Reference to the {@link IrsaApi} of an app. @public */
export const irsaApiRef = createApiRef<IrsaApi>().with({
  id: 'plugin.irsa.service',
  pluginId: 'irsa',
});
