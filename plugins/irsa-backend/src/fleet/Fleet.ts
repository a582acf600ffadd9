import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type {
  FindingList,
  FleetRoleList,
  FleetServiceAccountList,
  FleetWorkloadList,
  NodeRoleList,
  Overview,
  Scope,
  ScopeList,
} from '@backstage-irsa/core/model';
import type { FleetQuery, FleetStore } from './store/FleetStore';
import type { OverviewStore } from './store/OverviewStore';
import type { ScopeReader } from './store/ScopeReader';
import type { FleetReaders } from './FleetReaders';

/** Starts scans. */
export interface ScanTrigger {
  /**
   * Requests a scan of a cluster or account. Does not wait for the scan.
   *
   * @throws ConflictError - if the scope is being scanned already, or if scans are disabled.
   */
  trigger(scopeId: string): Promise<void>;
}

interface Options {
  overview: OverviewStore;
  readers: FleetReaders;
  scopes: ScopeReader;
  store: FleetStore;
  scans: ScanTrigger;
}

/** Reads every cluster and account as last scanned, limited to what each caller may read. */
export class Fleet {
  readonly #o: Options;

  constructor(options: Options) {
    this.#o = options;
  }

  /** Returns the fleet in numbers. @throws NotAllowedError */
  async overview(credentials: BackstageCredentials): Promise<Overview> {
    const visibility = await this.#o.readers.visibility(credentials);
    const generation = await this.#o.scopes.generation();
    const [numbers, scopes] = await Promise.all([
      this.#o.overview.read(visibility, generation, new Date()),
      this.#o.scopes.list(visibility),
    ]);
    return { ...numbers, scopes };
  }

  /** Returns a page of IAM service accounts. @throws NotAllowedError; InputError - for a cursor that no page returned. */
  async serviceAccounts(
    query: FleetQuery,
    credentials: BackstageCredentials,
  ): Promise<FleetServiceAccountList> {
    const visibility = await this.#o.readers.visibility(credentials);
    return this.#o.store.serviceAccounts(query, visibility);
  }

  /** Like `serviceAccounts`, but for workloads. */
  async workloads(
    query: FleetQuery,
    credentials: BackstageCredentials,
  ): Promise<FleetWorkloadList> {
    const visibility = await this.#o.readers.visibility(credentials);
    return this.#o.store.workloads(query, visibility);
  }

  /** Like `serviceAccounts`, but for findings. */
  async findings(
    query: FleetQuery,
    credentials: BackstageCredentials,
  ): Promise<FindingList> {
    const visibility = await this.#o.readers.visibility(credentials);
    return this.#o.store.findings(query, visibility);
  }

  /** Like `serviceAccounts`, but for roles. */
  async roles(
    query: FleetQuery,
    credentials: BackstageCredentials,
  ): Promise<FleetRoleList> {
    const visibility = await this.#o.readers.visibility(credentials);
    return this.#o.store.roles(query, visibility);
  }

  /** Like `serviceAccounts`, but for node roles. */
  async nodeRoles(
    query: FleetQuery,
    credentials: BackstageCredentials,
  ): Promise<NodeRoleList> {
    const visibility = await this.#o.readers.visibility(credentials);
    return this.#o.store.nodeRoles(query, visibility);
  }

  /** Lists the clusters and accounts that are scanned. @throws NotAllowedError */
  async scopes(credentials: BackstageCredentials): Promise<ScopeList> {
    const visibility = await this.#o.readers.visibility(credentials);
    return { items: await this.#o.scopes.list(visibility) };
  }

  /**
   * Requests a scan of a cluster or account.
   *
   * @throws NotAllowedError; NotFoundError - if the scope does not exist or is hidden from the caller; ConflictError - if it is being scanned.
   */
  async scan(
    scopeId: string,
    credentials: BackstageCredentials,
  ): Promise<Scope> {
    const visibility = await this.#o.readers.visibility(credentials);
    const scope = await this.#o.scopes.get(scopeId, visibility);
    if (!scope) throw new NotFoundError(`Scan scope "${scopeId}" not found.`);
    await this.#o.scans.trigger(scopeId);
    return (await this.#o.scopes.get(scopeId, visibility)) ?? scope;
  }
}
