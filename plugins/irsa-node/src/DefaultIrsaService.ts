import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  type CompoundEntityRef,
  parseEntityRef,
} from '@backstage/catalog-model';
import {
  type ApplyResult,
  type Diagnosis,
  type EffectivePermissions,
  type FindingList,
  type FleetRoleList,
  type FleetServiceAccountList,
  type IamServiceAccount,
  type IamServiceAccountList,
  type IamServiceAccountSpec,
  type Mechanism,
  type MigrationPlan,
  type MigrationResult,
  type Operation,
  type OperationStep,
  type Plan,
  type RenderFormat,
  type Rendering,
  type ServiceAccountRef,
  type SimulationRequest,
  type SimulationResult,
  type Verification,
  type VerificationHistory,
} from '@backstage-irsa/core/model';
import { findServiceAccountId } from './findServiceAccountId';
import { IrsaApiClient } from './IrsaApiClient';
import type {
  ApplyServiceAccountOptions,
  IrsaPageOptions,
  IrsaRequestOptions,
  IrsaService,
  ListFindingsOptions,
  ListFleetServiceAccountsOptions,
  ListRolesOptions,
  SimulateServiceAccountOptions,
  VerifyServiceAccountOptions,
} from './IrsaService';
import { applyResultOf, waitForOperation } from './waitForOperation';

function entityPath(entityRef: string | CompoundEntityRef): string {
  const { kind, namespace, name } =
    typeof entityRef === 'string' ? parseEntityRef(entityRef) : entityRef;
  return `entities/${[kind, namespace, name]
    .map(encodeURIComponent)
    .join('/')}`;
}

/** Why a change is made. What is empty, as in a form, is left out. */
function whyOf({ reason, changeNumber }: ApplyServiceAccountOptions) {
  return { ...(reason && { reason }), ...(changeNumber && { changeNumber }) };
}

/** {@link IrsaService} over the HTTP API of the `irsa` backend plugin. */
export class DefaultIrsaService implements IrsaService {
  static create(deps: {
    auth: AuthService;
    discovery: DiscoveryService;
  }): DefaultIrsaService {
    return new DefaultIrsaService(new IrsaApiClient(deps));
  }

  readonly #client: IrsaApiClient;

  private constructor(client: IrsaApiClient) {
    this.#client = client;
  }

  async plan(
    spec: IamServiceAccountSpec,
    options: IrsaRequestOptions,
  ): Promise<Plan> {
    const { body } = await this.#client.request<Plan>(
      { method: 'POST', path: 'plans', body: { spec } },
      options,
    );
    return body;
  }

  async apply(
    spec: IamServiceAccountSpec,
    options: ApplyServiceAccountOptions,
  ): Promise<ApplyResult> {
    const { body: started } = await this.#client.request<Operation>(
      {
        method: 'PUT',
        path: 'service-accounts',
        headers: { Prefer: 'respond-async' },
        body: { spec, ...whyOf(options) },
      },
      options,
    );
    return applyResultOf(await this.#wait(started, options));
  }

  async delete(
    serviceAccount: string | ServiceAccountRef,
    options: ApplyServiceAccountOptions,
  ): Promise<OperationStep[]> {
    const id = await this.#idOf(serviceAccount, options);
    const query = new URLSearchParams(whyOf(options));
    const { body: started } = await this.#client.request<Operation>(
      {
        method: 'DELETE',
        path: `service-accounts/${encodeURIComponent(id)}?${query}`,
        headers: { Prefer: 'respond-async' },
      },
      options,
    );
    return (await this.#wait(started, options)).steps;
  }

  async render(
    spec: IamServiceAccountSpec,
    format: RenderFormat,
    options: IrsaRequestOptions,
  ): Promise<Rendering> {
    const { body } = await this.#client.request<Rendering>(
      { method: 'POST', path: 'renderings', body: { spec, format } },
      options,
    );
    return body;
  }

  async deliver(
    spec: IamServiceAccountSpec,
    format: RenderFormat,
    options: IrsaRequestOptions,
  ): Promise<Rendering> {
    const { body } = await this.#client.request<Rendering>(
      { method: 'POST', path: 'deliveries', body: { spec, format } },
      options,
    );
    return body;
  }

  async rollBack(
    operationId: string,
    options: IrsaRequestOptions,
  ): Promise<OperationStep[]> {
    const { body } = await this.#client.request<{ steps: OperationStep[] }>(
      {
        method: 'POST',
        path: `operations/${encodeURIComponent(operationId)}/rollbacks`,
      },
      options,
    );
    return body.steps;
  }

  async verify(
    serviceAccount: string | ServiceAccountRef,
    options: VerifyServiceAccountOptions,
  ): Promise<Verification> {
    const id = await this.#idOf(serviceAccount, options);
    const { body } = await this.#client.request<Verification>(
      {
        method: 'POST',
        path: `service-accounts/${encodeURIComponent(id)}/verifications`,
        body: { live: options.live },
      },
      options,
    );
    return body;
  }

  async planMigration(
    serviceAccount: string | ServiceAccountRef,
    to: Mechanism,
    options: IrsaRequestOptions,
  ): Promise<MigrationPlan> {
    const id = await this.#idOf(serviceAccount, options);
    const { body } = await this.#client.request<MigrationPlan>(
      {
        method: 'POST',
        path: `service-accounts/${encodeURIComponent(id)}/migration-plans`,
        body: { to },
      },
      options,
    );
    return body;
  }

  async migrate(
    serviceAccount: string | ServiceAccountRef,
    to: Mechanism,
    options: ApplyServiceAccountOptions,
  ): Promise<MigrationResult> {
    const id = await this.#idOf(serviceAccount, options);
    const { body: started } = await this.#client.request<Operation>(
      {
        method: 'POST',
        path: `service-accounts/${encodeURIComponent(id)}/migrations`,
        headers: { Prefer: 'respond-async' },
        body: { to, ...whyOf(options) },
      },
      options,
    );
    const done = applyResultOf(await this.#wait(started, options));
    const { steps, serviceAccount: account } = done;
    const { restarts, remaining = [] } = await this.planMigration(
      id,
      to,
      options,
    );
    return { steps, restarts, remaining, serviceAccount: account };
  }

  async getEntityServiceAccounts(
    entityRef: string | CompoundEntityRef,
    options: IrsaRequestOptions,
  ): Promise<IamServiceAccount[]> {
    const { body } = await this.#client.request<IamServiceAccountList>(
      { path: `${entityPath(entityRef)}/service-accounts` },
      options,
    );
    return body.items;
  }

  async verifyEntity(
    entityRef: string | CompoundEntityRef,
    options: IrsaRequestOptions,
  ): Promise<IamServiceAccount[]> {
    const { body } = await this.#client.request<IamServiceAccountList>(
      { method: 'POST', path: `${entityPath(entityRef)}/verifications` },
      options,
    );
    return body.items;
  }

  async getServiceAccount(
    serviceAccount: string | ServiceAccountRef,
    options: IrsaRequestOptions,
  ): Promise<IamServiceAccount> {
    const id = await this.#idOf(serviceAccount, options);
    const { body } = await this.#client.request<IamServiceAccount>(
      { path: `service-accounts/${encodeURIComponent(id)}` },
      options,
    );
    return body;
  }

  async getPermissions(
    id: string,
    options: IrsaRequestOptions,
  ): Promise<EffectivePermissions> {
    const { body } = await this.#client.request<EffectivePermissions>(
      { path: `service-accounts/${encodeURIComponent(id)}/permissions` },
      options,
    );
    return body;
  }

  async simulate(
    id: string,
    requests: SimulationRequest[],
    options: SimulateServiceAccountOptions,
  ): Promise<SimulationResult[]> {
    const { useAwsSimulator = false } = options;
    const { body } = await this.#client.request<{
      results: SimulationResult[];
    }>(
      {
        method: 'POST',
        path: `service-accounts/${encodeURIComponent(id)}/simulations`,
        body: { requests, useAwsSimulator },
      },
      options,
    );
    return body.results;
  }

  async getHistory(
    id: string,
    options: IrsaPageOptions,
  ): Promise<VerificationHistory> {
    const { cursor, limit } = options;
    const path = `service-accounts/${encodeURIComponent(id)}/verifications`;
    return this.#list(path, { cursor, limit }, options);
  }

  async diagnose(
    id: string,
    text: string,
    options: IrsaRequestOptions,
  ): Promise<Diagnosis> {
    const { body } = await this.#client.request<Diagnosis>(
      {
        method: 'POST',
        path: `service-accounts/${encodeURIComponent(id)}/diagnoses`,
        body: { text },
      },
      options,
    );
    return body;
  }

  async listFleetServiceAccounts(
    options: ListFleetServiceAccountsOptions,
  ): Promise<FleetServiceAccountList> {
    const { credentials, signal, ...query } = options;
    return this.#list('fleet/service-accounts', query, options);
  }

  async listFindings(options: ListFindingsOptions): Promise<FindingList> {
    const { credentials, signal, ...query } = options;
    return this.#list('findings', query, options);
  }

  async listRoles(options: ListRolesOptions): Promise<FleetRoleList> {
    const { credentials, signal, ...query } = options;
    return this.#list('roles', query, options);
  }

  async #list<T>(
    path: string,
    query: Record<string, string | number | undefined>,
    options: IrsaRequestOptions,
  ): Promise<T> {
    const given = Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    );
    const { body } = await this.#client.request<T>(
      { path: `${path}?${new URLSearchParams(given)}` },
      options,
    );
    return body;
  }

  #wait(
    started: Operation,
    options: ApplyServiceAccountOptions,
  ): Promise<Operation> {
    return waitForOperation(started, {
      read: async id => {
        const path = `operations/${encodeURIComponent(id)}`;
        return (await this.#client.request<Operation>({ path }, options)).body;
      },
      onStep: options.onStep,
      signal: options.signal,
    });
  }

  async #idOf(
    serviceAccount: string | ServiceAccountRef,
    options: IrsaRequestOptions,
  ): Promise<string> {
    return typeof serviceAccount === 'string'
      ? serviceAccount
      : findServiceAccountId(this.#client, serviceAccount, options);
  }
}
