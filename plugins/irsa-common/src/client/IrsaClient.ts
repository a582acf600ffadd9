import type { CompoundEntityRef } from '@backstage/catalog-model';
import type {
  AccessGraph,
  AccessList,
  Approval,
  ApprovalList,
  ApprovalState,
  BreakGlass,
  BulkTransfer,
  EntityLink,
  EntityLinkResult,
  RecoveryList,
  Chain,
  ChangeDetails,
  ChangeList,
  CheckDescription,
  ClusterList,
  ClusterSetup,
  DiscoveredPlaceList,
  Diagnosis,
  EffectivePermissions,
  Finding,
  FindingGroupList,
  FindingList,
  FleetFacets,
  FleetRoleDetail,
  FleetRoleList,
  FleetServiceAccountList,
  FleetWorkloadList,
  HandOver,
  HandOverTarget,
  IamServiceAccount,
  EntityAccessList,
  IamServiceAccountList,
  IamServiceAccountSpec,
  LastAccessedReport,
  Mechanism,
  MigrationList,
  MigrationPlan,
  NamespaceList,
  NodeRoleDetail,
  NodeRoleList,
  Operation,
  OperationStep,
  Overview,
  Plan,
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
  TransferState,
  Verification,
  VerificationHistory,
  Wave,
  WaveItemList,
  WaveItemState,
  WaveList,
  WaveRequest,
} from '@backstage-irsa/core/model';
import { type IrsaClientOptions, IrsaHttp } from './IrsaHttp';
import type {
  AccessGraphScope,
  AccessQuery,
  ChangeQuery,
  ChangeReason,
  ExportedTable,
  ExportFormat,
  FleetQuery,
  KnownAction,
  MigrationQuery,
  PageQuery,
  RenderOptions,
  ServiceAccountQuery,
} from './queries';

/**
 * The API of the `irsa` backend plugin, for browsers and Node: one method for each operation of its OpenAPI document. A refused or failed request
 * rejects with a `ResponseError`. Unless a method says otherwise, the backend answers from its own database.
 *
 * @public
 */
export class IrsaClient {
  readonly #http: IrsaHttp;

  constructor(options: IrsaClientOptions) {
    this.#http = new IrsaHttp(options);
  }

  /** Lists the IAM service accounts of an entity; `verification` is null until the first verification. */
  listEntityServiceAccounts(
    entity: CompoundEntityRef,
  ): Promise<IamServiceAccountList> {
    return this.#http.get(
      '/v1/entities/{kind}/{namespace}/{name}/service-accounts',
      entityPath(entity),
    );
  }

  /** Verifies the IAM service accounts of an entity that have no verification and that the caller may verify, without live proofs. */
  verifyEntity(entity: CompoundEntityRef): Promise<IamServiceAccountList> {
    return this.#http.post(
      '/v1/entities/{kind}/{namespace}/{name}/verifications',
      entityPath(entity),
    );
  }

  /** Summarizes the AWS access of up to 100 entities, given their references. Omits entities without access that the caller may read. */
  summarizeEntityAccess(entityRefs: string[]): Promise<EntityAccessList> {
    return this.#http.post('/v1/entities/access', {}, { entityRefs });
  }

  /** Lists the IAM service accounts that the backend has recorded. */
  listServiceAccounts(
    query: ServiceAccountQuery,
  ): Promise<IamServiceAccountList> {
    return this.#http.get('/v1/service-accounts', {}, query);
  }

  /** Reads one IAM service account. */
  getServiceAccount(id: string): Promise<IamServiceAccount> {
    return this.#http.get('/v1/service-accounts/{id}', { id });
  }

  /** Reads AWS and the cluster, and runs all checks. `live` also exchanges a token with AWS STS. */
  verifyServiceAccount(
    id: string,
    body: { live: boolean },
  ): Promise<Verification> {
    return this.#http.post(
      '/v1/service-accounts/{id}/verifications',
      { id },
      body,
    );
  }

  /** Lists the checks of a verification, in the order of the chain. */
  listChecks(): Promise<{ items: CheckDescription[] }> {
    return this.#http.get('/v1/checks');
  }

  /** Reads the details of each chain link, the pods, and the commands that verify the same manually. */
  getChain(id: string): Promise<Chain> {
    return this.#http.get('/v1/service-accounts/{id}/chain', { id });
  }

  /** Lists the verifications of an IAM service account, newest first, each with its changes. */
  listVerifications(
    id: string,
    query: PageQuery = {},
  ): Promise<VerificationHistory> {
    return this.#http.get(
      '/v1/service-accounts/{id}/verifications',
      { id },
      query,
    );
  }

  /** Finds the faults that explain an error message of a pod, each tested by checks that run now. The message is not stored. */
  diagnose(id: string, text: string): Promise<Diagnosis> {
    return this.#http.post(
      '/v1/service-accounts/{id}/diagnoses',
      { id },
      { text },
    );
  }

  /** Plans a spec: its steps, and the rules that it violates. Changes nothing. */
  planServiceAccount(spec: IamServiceAccountSpec): Promise<Plan> {
    return this.#http.post('/v1/plans', {}, { spec });
  }

  /** Starts to apply a spec. */
  applyServiceAccount(
    spec: IamServiceAccountSpec,
    why?: ChangeReason,
  ): Promise<Operation> {
    return this.#http.start('put', '/v1/service-accounts', {
      body: { spec, ...why },
    });
  }

  /** Plans a deletion: what it deletes, and what it keeps and why. Changes nothing. */
  planDeletion(id: string): Promise<{ steps: OperationStep[] }> {
    return this.#http.send('delete', '/v1/service-accounts/{id}', {
      path: { id },
      query: { dryRun: true },
    });
  }

  /** Starts to delete the objects that Backstage created for an IAM service account and that nothing else uses. */
  deleteServiceAccount(id: string, why?: ChangeReason): Promise<Operation> {
    return this.#http.start('delete', '/v1/service-accounts/{id}', {
      path: { id },
      query: why,
    });
  }

  /** Plans a migration to a mechanism: the steps, the blockers, and the pods to restart. Changes nothing. */
  planMigration(id: string, to: Mechanism): Promise<MigrationPlan> {
    return this.#http.post(
      '/v1/service-accounts/{id}/migration-plans',
      { id },
      { to },
    );
  }

  /** Starts a migration, which goes as far as the running pods allow. */
  migrateServiceAccount(
    id: string,
    to: Mechanism,
    why?: ChangeReason,
  ): Promise<Operation> {
    return this.#http.start('post', '/v1/service-accounts/{id}/migrations', {
      path: { id },
      body: { to, ...why },
    });
  }

  /** Lists the migration of each IAM service account to EKS Pod Identity. */
  listMigrations(query: MigrationQuery): Promise<MigrationList> {
    return this.#http.get('/v1/migrations', {}, query);
  }

  /** Selects IAM service accounts for a wave. The backend plans them in the background. Changes nothing in AWS or a cluster. */
  createWave(body: WaveRequest): Promise<Wave> {
    return this.#http.post('/v1/waves', {}, body);
  }

  /** Lists the waves of the caller, or all waves for administrators, newest first. */
  listWaves(): Promise<WaveList> {
    return this.#http.get('/v1/waves');
  }

  /** Gets a wave: its state, counts, and blockers. */
  getWave(id: string): Promise<Wave> {
    return this.#http.get('/v1/waves/{id}', { id });
  }

  /** Lists the items of a wave. */
  listWaveItems(
    id: string,
    query: { state?: WaveItemState; cursor?: string; limit?: number } = {},
  ): Promise<WaveItemList> {
    return this.#http.get('/v1/waves/{id}/items', { id }, query);
  }

  /** Exports every item of a wave with its state and reason. */
  exportWave(id: string, format: 'csv' | 'markdown'): Promise<Blob> {
    return this.#http.file('/v1/waves/{id}/report', { id }, { format });
  }

  /** Starts to change the items of a planned wave. */
  startWave(id: string): Promise<Wave> {
    return this.#http.post('/v1/waves/{id}/start', { id });
  }

  /** Pauses a wave: no further item is started. */
  pauseWave(id: string): Promise<Wave> {
    return this.#http.post('/v1/waves/{id}/pause', { id });
  }

  /** Resumes a wave, and retries its failed and blocked items. */
  resumeWave(id: string): Promise<Wave> {
    return this.#http.post('/v1/waves/{id}/resume', { id });
  }

  /** Restores the items of a wave in reverse order. */
  undoWave(id: string): Promise<Wave> {
    return this.#http.post('/v1/waves/{id}/undo', { id });
  }

  /** Renders a spec as files for another tool, and lists the rules that it violates. Changes nothing. */
  renderServiceAccount(
    spec: IamServiceAccountSpec,
    format: RenderFormat,
    options: RenderOptions = {},
  ): Promise<Rendering> {
    return this.#http.post('/v1/renderings', {}, { spec, format, ...options });
  }

  /** Renders a spec and records that its delivery is pending. */
  deliverServiceAccount(
    spec: IamServiceAccountSpec,
    format: RenderFormat,
    options: RenderOptions = {},
  ): Promise<Rendering> {
    return this.#http.post('/v1/deliveries', {}, { spec, format, ...options });
  }

  /** Hands an IAM service account over to another tool, or takes it back. Returns the files for the pull request. A preview starts nothing. */
  handOverServiceAccount(
    id: string,
    to: HandOverTarget,
    options: { preview?: boolean } = {},
  ): Promise<HandOver> {
    return this.#http.post(
      '/v1/service-accounts/{id}/hand-over',
      { id },
      { to, ...options },
    );
  }

  /** Cancels a hand-over that was started. */
  cancelHandOver(id: string): Promise<IamServiceAccount> {
    return this.#http.send('delete', '/v1/service-accounts/{id}/hand-over', {
      path: { id },
    });
  }

  /** Reads an operation. */
  getOperation(id: string): Promise<Operation> {
    return this.#http.get('/v1/operations/{id}', { id });
  }

  /** Deletes the objects that a failed operation of the caller created, but nothing that existed before it. */
  rollBackOperation(
    id: string,
    why?: ChangeReason,
  ): Promise<{ steps: OperationStep[] }> {
    return this.#http.send('post', '/v1/operations/{id}/rollbacks', {
      path: { id },
      query: why,
    });
  }

  /** Reads the effective permissions of the role, with their statements, policy documents and risks. */
  getPermissions(id: string): Promise<EffectivePermissions> {
    return this.#http.get('/v1/service-accounts/{id}/permissions', { id });
  }

  /** Decides whether the role can perform up to 20 requests. `useAwsSimulator` also asks AWS, which evaluates SCPs but no resource policies. */
  simulate(
    id: string,
    body: { requests: SimulationRequest[]; useAwsSimulator: boolean },
  ): Promise<{ results: SimulationResult[] }> {
    return this.#http.post(
      '/v1/service-accounts/{id}/simulations',
      { id },
      body,
    );
  }

  /** Reads when the role last used each service, from a report that AWS generates now. Takes some seconds. */
  readLastAccessed(id: string): Promise<LastAccessedReport> {
    return this.#http.post('/v1/service-accounts/{id}/last-accessed', { id });
  }

  /** Proposes permissions to remove, from a report that AWS generates now. Takes some seconds. Changes nothing. */
  proposeRightSize(
    id: string,
    body: RightSizeRequest,
  ): Promise<RightSizeProposal> {
    return this.#http.post(
      '/v1/service-accounts/{id}/right-size-proposals',
      { id },
      body,
    );
  }

  /** Starts to remove permissions. */
  rightSize(
    id: string,
    request: RightSizeRequest,
    why?: ChangeReason,
  ): Promise<Operation> {
    return this.#http.start('post', '/v1/service-accounts/{id}/right-sizings', {
      path: { id },
      body: { ...request, ...why },
    });
  }

  /** Lists previous removals of permissions, newest first. */
  listRightSizings(id: string): Promise<{ items: RightSizing[] }> {
    return this.#http.get('/v1/service-accounts/{id}/right-sizings', { id });
  }

  /** Starts to restore removed permissions. */
  undoRightSizing(
    id: string,
    rightSizing: string,
    why?: ChangeReason,
  ): Promise<Operation> {
    return this.#http.start(
      'post',
      '/v1/service-accounts/{id}/right-sizings/{rightSizing}/undo',
      { path: { id, rightSizing }, query: why },
    );
  }

  /** Lists the ownership transfers of an IAM service account, newest first, and the decisions that the caller can make. */
  listTransfers(id: string): Promise<TransferList> {
    return this.#http.get('/v1/service-accounts/{id}/transfers', { id });
  }

  /** Lists the ownership transfers of all IAM service accounts. */
  listAllTransfers(
    query: { state?: TransferState } = {},
  ): Promise<TransferList> {
    return this.#http.get('/v1/transfers', {}, query);
  }

  /** Asks the recorded owner to transfer an IAM service account to another owner. */
  requestTransfer(
    id: string,
    body: { owner: string; reason?: string },
  ): Promise<Transfer> {
    return this.#http.post('/v1/service-accounts/{id}/transfers', { id }, body);
  }

  /** Confirms or declines a pending transfer. Confirming also updates the owner tags in AWS, which takes some seconds. */
  decideTransfer(
    id: string,
    body: { decision: 'confirm' | 'decline'; reason?: string },
  ): Promise<Transfer> {
    return this.#http.post('/v1/transfers/{id}/decisions', { id }, body);
  }

  /** Transfers all IAM service accounts of the `from` owners to the `to` owners. */
  transferInBulk(body: {
    owners: { from: string; to: string }[];
    dryRun?: boolean;
  }): Promise<{ items: BulkTransfer[] }> {
    return this.#http.post('/v1/transfers/bulk', {}, body);
  }

  /** Links IAM service accounts that Backstage does not manage to entities, or removes links. For administrators in their own session. */
  linkEntities(body: {
    links: EntityLink[];
  }): Promise<{ items: EntityLinkResult[] }> {
    return this.#http.send('put', '/v1/entity-links', { body });
  }

  /** Restores the records of the roles that Backstage created, after its database was lost or restored. A dry run unless `dryRun` is false. */
  recover(body: {
    dryRun?: boolean;
    cursor?: string;
    limit?: number;
  }): Promise<RecoveryList> {
    return this.#http.post('/v1/recoveries', {}, body);
  }

  /** Lists the approvals that the caller requested or can decide, newest first. */
  listApprovals(query: { state?: ApprovalState } = {}): Promise<ApprovalList> {
    return this.#http.get('/v1/approvals', {}, query);
  }

  /** Gets an approval with its plan. */
  getApproval(id: string): Promise<Approval> {
    return this.#http.get('/v1/approvals/{id}', { id });
  }

  /** Approves or rejects the plan of an approval. */
  decideApproval(
    id: string,
    body: { decision: 'approve' | 'reject'; reason?: string },
  ): Promise<Approval> {
    return this.#http.post('/v1/approvals/{id}/decisions', { id }, body);
  }

  /** Lets the caller apply without approvals in one AWS account for 4 hours. Administrators are notified. */
  openBreakGlass(body: {
    accountId: string;
    reason: string;
  }): Promise<BreakGlass> {
    return this.#http.post('/v1/break-glass', {}, body);
  }

  /** Denies all AWS access, including access of sessions that are already issued. */
  cutOffServiceAccount(id: string, reason: string): Promise<IamServiceAccount> {
    return this.#http.post(
      '/v1/service-accounts/{id}/cut-off',
      { id },
      { reason },
    );
  }

  /** Restores access that was cut off, for sessions that are issued from now on. */
  restoreServiceAccount(
    id: string,
    reason: string,
  ): Promise<IamServiceAccount> {
    return this.#http.send('delete', '/v1/service-accounts/{id}/cut-off', {
      path: { id },
      body: { reason },
    });
  }

  /** Lists the AWS actions that begin with a prefix, case-insensitively. */
  listActions(prefix: string): Promise<{ items: KnownAction[] }> {
    return this.#http.get('/v1/actions', {}, { prefix });
  }

  /** Lists the clusters in which the caller may use a namespace. */
  listClusters(): Promise<ClusterList> {
    return this.#http.get('/v1/clusters');
  }

  /** Lists the namespaces of a cluster that the caller may use, as of the last read. */
  listNamespaces(cluster: string): Promise<NamespaceList> {
    return this.#http.get('/v1/clusters/{cluster}/namespaces', { cluster });
  }

  /** Reads the namespaces of a cluster from the cluster, and lists them. */
  refreshNamespaces(cluster: string): Promise<NamespaceList> {
    return this.#http.post('/v1/clusters/{cluster}/namespaces/refresh', {
      cluster,
    });
  }

  /** Counts the objects in all clusters and accounts, their findings, and trend. This and the lists of the fleet need `irsa.governance.read`. */
  getOverview(): Promise<Overview> {
    return this.#http.get('/v1/overview');
  }

  /** Lists the IAM service accounts of the fleet, managed by Backstage or not. */
  listFleetServiceAccounts(
    query: FleetQuery,
  ): Promise<FleetServiceAccountList> {
    return this.#http.get('/v1/fleet/service-accounts', {}, query);
  }

  /** Lists the workloads of the clusters, and the source of their AWS identity. */
  listFleetWorkloads(query: FleetQuery): Promise<FleetWorkloadList> {
    return this.#http.get('/v1/fleet/workloads', {}, query);
  }

  /** Lists findings, the most severe first by default. */
  listFindings(query: FleetQuery): Promise<FindingList> {
    return this.#http.get('/v1/findings', {}, query);
  }

  /** Counts the open findings of each check, or the findings that match the filters of the query. */
  listFindingGroups(query: FleetQuery): Promise<FindingGroupList> {
    return this.#http.get('/v1/finding-groups', {}, query);
  }

  /** Counts the rows of a table by the values of its filters, or of those in `facets`. Each count applies all filters of the query but its own. */
  countFacets(
    table: ExportedTable,
    query: FleetQuery & { facets?: string },
  ): Promise<FleetFacets> {
    return this.#http.get('/v1/facets/{table}', { table }, query);
  }

  /** Reads one finding, including a resolved one. */
  getFinding(id: string): Promise<Finding> {
    return this.#http.get('/v1/findings/{id}', { id });
  }

  /** Accepts the risk of a finding until a time in ISO 8601. Needs `irsa.governance.accept`. */
  acceptFinding(
    id: string,
    body: { reason: string; until: string },
  ): Promise<Finding> {
    return this.#http.send('put', '/v1/findings/{id}/acceptance', {
      path: { id },
      body,
    });
  }

  /** Withdraws the acceptance of a finding. Needs `irsa.governance.accept`. */
  reopenFinding(id: string): Promise<Finding> {
    return this.#http.send('delete', '/v1/findings/{id}/acceptance', {
      path: { id },
    });
  }

  /** Lists the roles that trust an EKS issuer or EKS Pod Identity, and the roles of nodes. */
  listRoles(query: FleetQuery): Promise<FleetRoleList> {
    return this.#http.get('/v1/roles', {}, query);
  }

  /** Reads a role, its trusted principals, and their access. */
  getRole(id: string): Promise<FleetRoleDetail> {
    return this.#http.get('/v1/roles/{id}', { id });
  }

  /** Lists node roles, their excess permissions, and the workloads that depend on them. */
  listNodeRoles(query: FleetQuery): Promise<NodeRoleList> {
    return this.#http.get('/v1/node-roles', {}, query);
  }

  /** Reads one node role, with the ordered plan that removes its excess permissions. */
  getNodeRole(id: string): Promise<NodeRoleDetail> {
    return this.#http.get('/v1/node-roles/{id}', { id });
  }

  /** Lists the scanned clusters and accounts, and for stale ones since when and why. */
  listScopes(): Promise<ScopeList> {
    return this.#http.get('/v1/scopes');
  }

  /** Lists the places where suppliers look for clusters and accounts, and the result or failure of each. */
  listDiscoveredPlaces(): Promise<DiscoveredPlaceList> {
    return this.#http.get('/v1/discovery');
  }

  /** Asks the suppliers for clusters and accounts now. */
  startDiscovery(): Promise<DiscoveredPlaceList> {
    return this.#http.start('post', '/v1/discovery', {});
  }

  /** Reads the setup steps of a cluster, done and open, with commands and Terraform. */
  getClusterSetup(cluster: string): Promise<ClusterSetup> {
    return this.#http.get('/v1/clusters/{cluster}/setup', { cluster });
  }

  /** Starts a scan of a cluster or an account. */
  startScan(scope: string): Promise<Scope> {
    return this.#http.start('post', '/v1/scopes/{scope}/scans', {
      path: { scope },
    });
  }

  /** Lists the subjects that can perform an action on a resource, according to the policies of the last scan. */
  listAccess(query: AccessQuery): Promise<AccessList> {
    return this.#http.get('/v1/access', {}, query);
  }

  /** Like `listAccess`, but first reads the policies of the resource and its KMS key from AWS. */
  askAccess(query: AccessQuery): Promise<AccessList> {
    return this.#http.send('post', '/v1/access', { query });
  }

  /** Reads who can reach which resources through a ServiceAccount, an entity, a role, or a namespace, as of the last scan. */
  getAccessGraph(scope: AccessGraphScope): Promise<AccessGraph> {
    return this.#http.get('/v1/access-graph', {}, scope);
  }

  /** Lists the recorded changes, newest first. */
  listChanges(query: ChangeQuery & PageQuery): Promise<ChangeList> {
    return this.#http.get('/v1/changes', {}, query);
  }

  /** Reads one recorded change, with its writes. */
  getChange(id: string): Promise<ChangeDetails> {
    return this.#http.get('/v1/changes/{id}', { id });
  }

  /** Lists the recorded changes of an IAM service account. */
  listServiceAccountChanges(
    id: string,
    query: PageQuery = {},
  ): Promise<ChangeList> {
    return this.#http.get('/v1/service-accounts/{id}/changes', { id }, query);
  }

  /** Exports the recorded changes. */
  exportChanges(format: ExportFormat, query: ChangeQuery): Promise<Blob> {
    return this.#http.file('/v1/exports/changes', {}, { ...query, format });
  }

  /** Exports the access review. */
  exportAccessReview(format: ExportFormat): Promise<Blob> {
    return this.#http.file('/v1/exports/access-review', {}, { format });
  }

  /** Exports a table with the filters of the query. */
  exportTable(
    table: ExportedTable,
    format: ExportFormat,
    query: FleetQuery,
  ): Promise<Blob> {
    return this.#http.file(
      '/v1/exports/{table}',
      { table },
      { ...query, format },
    );
  }
}

/**
 * The methods of an {@link IrsaClient}, for apps and tests that supply their own implementation.
 *
 * @public
 */
export type IrsaApi = Pick<IrsaClient, keyof IrsaClient>;

function entityPath({ kind, namespace, name }: CompoundEntityRef) {
  return { kind: kind.toLocaleLowerCase('en-US'), namespace, name };
}
