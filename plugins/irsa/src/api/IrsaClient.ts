import type {
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
import { ResponseError } from '@backstage/errors';
import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import type {
  AccessQuery,
  ExportedTable,
  ExportFormat,
  FleetQuery,
  IrsaApi,
  KnownAction,
  MigrationQuery,
} from './IrsaApi';

/** Speaks to the irsa backend plugin over HTTP, with the user's own identity. @public */
export class IrsaClient implements IrsaApi {
  readonly #discoveryApi: DiscoveryApi;
  readonly #fetchApi: FetchApi;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  listEntityServiceAccounts(
    entity: CompoundEntityRef,
  ): Promise<IamServiceAccountList> {
    return this.#request(`${entityPath(entity)}/service-accounts`);
  }

  verifyEntity(entity: CompoundEntityRef): Promise<IamServiceAccountList> {
    return this.#post(`${entityPath(entity)}/verifications`, {});
  }

  getServiceAccount(id: string): Promise<IamServiceAccount> {
    return this.#request(accountPath(id));
  }

  verifyServiceAccount(
    id: string,
    options: { live: boolean },
  ): Promise<Verification> {
    return this.#post(`${accountPath(id)}/verifications`, {
      live: options.live,
    });
  }

  listChecks(): Promise<{ items: CheckDescription[] }> {
    return this.#request('/checks');
  }

  getChain(id: string): Promise<Chain> {
    return this.#request(`${accountPath(id)}/chain`);
  }

  listVerifications(
    id: string,
    options: { cursor?: string } = {},
  ): Promise<VerificationHistory> {
    const { cursor } = options;
    const query = cursor ? `?${new URLSearchParams({ cursor })}` : '';
    return this.#request(`${accountPath(id)}/verifications${query}`);
  }

  diagnose(id: string, text: string): Promise<Diagnosis> {
    return this.#post(`${accountPath(id)}/diagnoses`, { text });
  }

  planServiceAccount(spec: IamServiceAccountSpec): Promise<Plan> {
    return this.#post('/plans', { spec });
  }

  applyServiceAccount(spec: IamServiceAccountSpec): Promise<Operation> {
    return this.#request('/service-accounts', {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json', Prefer: 'respond-async' },
      body: JSON.stringify({ spec }),
    });
  }

  planDeletion(id: string): Promise<{ steps: PlanStep[] }> {
    return this.#request(`${accountPath(id)}?dryRun=true`, {
      method: 'DELETE',
    });
  }

  deleteServiceAccount(id: string): Promise<Operation> {
    return this.#request(accountPath(id), {
      method: 'DELETE',
      headers: { Prefer: 'respond-async' },
    });
  }

  planMigration(id: string, to: Mechanism): Promise<MigrationPlan> {
    return this.#post(`${accountPath(id)}/migration-plans`, { to });
  }

  migrateServiceAccount(id: string, to: Mechanism): Promise<Operation> {
    return this.#post(
      `${accountPath(id)}/migrations`,
      { to },
      { Prefer: 'respond-async' },
    );
  }

  listMigrations(query: MigrationQuery): Promise<MigrationList> {
    return this.#request(`/migrations${queryOf(query)}`);
  }

  renderServiceAccount(
    spec: IamServiceAccountSpec,
    format: RenderFormat,
  ): Promise<Rendering> {
    return this.#post('/renderings', { spec, format });
  }

  getOperation(id: string): Promise<Operation> {
    return this.#request(`/operations/${encodeURIComponent(id)}`);
  }

  getPermissions(id: string): Promise<EffectivePermissions> {
    return this.#request(`${accountPath(id)}/permissions`);
  }

  simulate(
    id: string,
    options: { requests: SimulationRequest[]; useAwsSimulator: boolean },
  ): Promise<{ results: SimulationResult[] }> {
    return this.#post(`${accountPath(id)}/simulations`, {
      requests: options.requests,
      useAwsSimulator: options.useAwsSimulator,
    });
  }

  readLastAccessed(id: string): Promise<LastAccessedReport> {
    return this.#request(`${accountPath(id)}/last-accessed`, {
      method: 'POST',
    });
  }

  proposeRightSize(
    id: string,
    request: RightSizeRequest,
  ): Promise<RightSizeProposal> {
    return this.#post(`${accountPath(id)}/right-size-proposals`, request);
  }

  rightSize(id: string, request: RightSizeRequest): Promise<Operation> {
    return this.#post(`${accountPath(id)}/right-sizings`, request, {
      Prefer: 'respond-async',
    });
  }

  listRightSizings(id: string): Promise<{ items: RightSizing[] }> {
    return this.#request(`${accountPath(id)}/right-sizings`);
  }

  undoRightSizing(id: string, rightSizing: string): Promise<Operation> {
    return this.#post(
      `${accountPath(id)}/right-sizings/${encodeURIComponent(
        rightSizing,
      )}/undo`,
      {},
      { Prefer: 'respond-async' },
    );
  }

  listTransfers(id: string): Promise<TransferList> {
    return this.#request(`${accountPath(id)}/transfers`);
  }

  requestTransfer(
    id: string,
    request: { owner: string; reason?: string },
  ): Promise<Transfer> {
    return this.#post(`${accountPath(id)}/transfers`, request);
  }

  decideTransfer(
    id: string,
    decision: { decision: 'confirm' | 'decline'; reason?: string },
  ): Promise<Transfer> {
    return this.#post(
      `/transfers/${encodeURIComponent(id)}/decisions`,
      decision,
    );
  }

  cutOffServiceAccount(id: string, reason: string): Promise<IamServiceAccount> {
    return this.#post(`${accountPath(id)}/cut-off`, { reason });
  }

  restoreServiceAccount(
    id: string,
    reason: string,
  ): Promise<IamServiceAccount> {
    return this.#request(`${accountPath(id)}/cut-off`, {
      method: 'DELETE',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ reason }),
    });
  }

  listActions(prefix: string): Promise<{ items: KnownAction[] }> {
    return this.#request(`/actions?${new URLSearchParams({ prefix })}`);
  }

  listClusters(): Promise<ClusterList> {
    return this.#request('/clusters');
  }

  listNamespaces(cluster: string): Promise<NamespaceList> {
    return this.#request(`/clusters/${encodeURIComponent(cluster)}/namespaces`);
  }

  refreshNamespaces(cluster: string): Promise<NamespaceList> {
    return this.#post(
      `/clusters/${encodeURIComponent(cluster)}/namespaces/refresh`,
      {},
    );
  }

  getOverview(): Promise<Overview> {
    return this.#request('/overview');
  }

  listFleetServiceAccounts(
    query: FleetQuery,
  ): Promise<FleetServiceAccountList> {
    return this.#request(`/fleet/service-accounts${queryOf(query)}`);
  }

  listFleetWorkloads(query: FleetQuery): Promise<FleetWorkloadList> {
    return this.#request(`/fleet/workloads${queryOf(query)}`);
  }

  listFindings(query: FleetQuery): Promise<FindingList> {
    return this.#request(`/findings${queryOf(query)}`);
  }

  getFinding(id: string): Promise<Finding> {
    return this.#request(findingPath(id));
  }

  acceptFinding(
    id: string,
    acceptance: { reason: string; until: string },
  ): Promise<Finding> {
    return this.#request(`${findingPath(id)}/acceptance`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        reason: acceptance.reason,
        until: acceptance.until,
      }),
    });
  }

  reopenFinding(id: string): Promise<Finding> {
    return this.#request(`${findingPath(id)}/acceptance`, { method: 'DELETE' });
  }

  listRoles(query: FleetQuery): Promise<FleetRoleList> {
    return this.#request(`/roles${queryOf(query)}`);
  }

  getRole(id: string): Promise<FleetRoleDetail> {
    return this.#request(`/roles/${encodeURIComponent(id)}`);
  }

  listNodeRoles(query: FleetQuery): Promise<NodeRoleList> {
    return this.#request(`/node-roles${queryOf(query)}`);
  }

  getNodeRole(id: string): Promise<NodeRoleDetail> {
    return this.#request(`/node-roles/${encodeURIComponent(id)}`);
  }

  listScopes(): Promise<ScopeList> {
    return this.#request('/scopes');
  }

  startScan(id: string): Promise<Scope> {
    return this.#request(`/scopes/${encodeURIComponent(id)}/scans`, {
      method: 'POST',
    });
  }

  listAccess(query: AccessQuery): Promise<AccessList> {
    return this.#request(`/access${queryOf(query)}`);
  }

  async exportTable(
    table: ExportedTable,
    format: ExportFormat,
    query: FleetQuery,
  ): Promise<Blob> {
    const params = queryOf({ ...query, format });
    const response = await this.#fetch(`/exports/${table}${params}`);
    return response.blob();
  }

  #post<T>(path: string, body: object, headers = {}): Promise<T> {
    return this.#request(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  }

  async #request<T>(path: string, init?: RequestInit): Promise<T> {
    const response = await this.#fetch(path, init);
    return response.json();
  }

  async #fetch(path: string, init?: RequestInit): Promise<Response> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('irsa');
    const response = await this.#fetchApi.fetch(`${baseUrl}/v1${path}`, init);
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response;
  }
}

function entityPath({ kind, namespace, name }: CompoundEntityRef): string {
  const parts = [kind.toLocaleLowerCase('en-US'), namespace, name];
  return `/entities/${parts.map(encodeURIComponent).join('/')}`;
}

function accountPath(id: string): string {
  return `/service-accounts/${encodeURIComponent(id)}`;
}

function findingPath(id: string): string {
  return `/findings/${encodeURIComponent(id)}`;
}

/** What is given, as the query part of a URL. */
function queryOf(query: object): string {
  const given = Object.entries(query).filter(
    ([, value]) => value !== undefined,
  );
  const params = new URLSearchParams(
    given.map(([key, value]) => [key, String(value)]),
  );
  return `?${params}`;
}
