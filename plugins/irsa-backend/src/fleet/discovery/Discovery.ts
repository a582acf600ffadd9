import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { ConflictError, isError } from '@backstage/errors';
import { countCalls } from '../../lib/metrics/calls';
import { isRegion } from '@backstage-irsa/core/arn';
import type {
  IrsaClusterSupplier,
  IrsaDiscoveredCluster,
  IrsaDiscoveredPlace,
} from '@backstage-irsa/plugin-irsa-node';
import type { ClusterDirectory } from '../../config/ClusterDirectory';
import {
  isClusterName,
  toClusterConfig,
} from '../../config/discoveredClusters';
import type { DiscoveryConfig } from '../../config/discovery';
import { accountsOf, clustersOf, type DiscoveryStore } from './DiscoveryStore';

const TASK = 'irsa-discovery';

/** How often each replica checks whether another replica has discovered something, in milliseconds. */
const REFRESH_MS = 5_000;

/** How long a discovery can take before it is stopped, in milliseconds. */
const TIMEOUT_MS = 10 * 60_000;

interface Options {
  config: DiscoveryConfig;
  directory: ClusterDirectory;
  store: DiscoveryStore;
  suppliers: IrsaClusterSupplier[];
  logger: LoggerService;
  /** Stores the current clusters and accounts as the scopes to scan. */
  takeScopes(): Promise<void>;
}

/** Asks suppliers which clusters and accounts exist, on one replica at a time, and shares the result with all replicas. */
export class Discovery {
  readonly #o: Options;
  #version?: string;
  #scheduler?: SchedulerService;

  constructor(options: Options) {
    this.#o = options;
  }

  /** Loads what was discovered before, and schedules regular discoveries. */
  async schedule(scheduler: SchedulerService): Promise<void> {
    await this.refresh();
    if (this.#o.suppliers.length === 0) return;
    this.#scheduler = scheduler;
    await scheduler.scheduleTask({
      id: TASK,
      frequency: { milliseconds: this.#o.config.frequencyMs },
      timeout: { milliseconds: TIMEOUT_MS },
      scope: 'global',
      // Like a scan, a discovery leaves part of the call budget to users, because nobody waits for it.
      fn: signal =>
        countCalls({ aws: 0, kubernetes: 0 }, () => this.run(signal)),
    });
    await scheduler.scheduleTask({
      id: 'irsa-discovery-refresh',
      frequency: { milliseconds: REFRESH_MS },
      timeout: { milliseconds: TIMEOUT_MS },
      initialDelay: { milliseconds: REFRESH_MS },
      scope: 'local',
      fn: () => this.refresh(),
    });
  }

  /** Whether there are any suppliers. */
  get hasSuppliers(): boolean {
    return this.#o.suppliers.length > 0;
  }

  /** Requests a discovery by any process. @throws ConflictError - if there are no suppliers, or a discovery is running */
  async trigger(): Promise<void> {
    if (!this.#scheduler) {
      throw new ConflictError(
        'Discovery is off: irsa.discovery names no source of clusters.',
      );
    }
    await this.#scheduler.triggerTask(TASK);
  }

  /** Asks every supplier once. If a supplier fails, its earlier results stay, and the other suppliers are still asked. */
  async run(signal: AbortSignal): Promise<void> {
    const { suppliers, store, logger } = this.#o;
    await store.keep(suppliers.map(({ id }) => id));
    for (const supplier of suppliers) {
      signal.throwIfAborted();
      const { id } = supplier;
      const at = new Date().toISOString();
      try {
        await this.refresh();
        const { accounts = [] } = this.#o.directory.config;
        const places = await supplier.discover({ accounts, signal });
        await store.replace(id, this.#checked(places), at);
      } catch (error) {
        const reason = isError(error) ? error.message : 'no reason given';
        logger.warn(`Source ${id} could not discover clusters: ${reason}`);
        await store.fail(id, reason, at);
      }
    }
    await this.refresh();
    await this.#o.takeScopes();
  }

  /** Loads the stored results, if they have changed. */
  async refresh(): Promise<void> {
    const { store, directory, suppliers, config } = this.#o;
    const version = await store.version();
    if (version === this.#version) return;
    const rows = await store.list();
    const inOrder = suppliers.flatMap(({ id }) =>
      rows.filter(({ supplier }) => supplier === id),
    );
    directory.discover({
      accounts: inOrder.flatMap(accountsOf),
      clusters: inOrder
        .flatMap(clustersOf)
        .map(cluster => toClusterConfig(cluster, config)),
    });
    this.#version = version;
  }

  /** Marks places with invalid clusters as failed, because suppliers can come from any module. */
  #checked(places: IrsaDiscoveredPlace[]): IrsaDiscoveredPlace[] {
    const { accounts: known = [] } = this.#o.directory.config;
    const accounts = new Set([
      ...known,
      ...places.flatMap(place => place.accounts ?? []),
    ]);
    return places.map(place => {
      const failure = (place.clusters ?? [])
        .map(cluster => problemOf(cluster, accounts))
        .find(problem => problem !== undefined);
      return failure && !place.failure ? { ...place, failure } : place;
    });
  }
}

function problemOf(
  { name, eksName, accountId, region }: IrsaDiscoveredCluster,
  accounts: ReadonlySet<string>,
): IrsaDiscoveredPlace['failure'] {
  const which = `Cluster ${eksName} in account ${accountId}`;
  if (!isRegion(region)) {
    return { message: `${which}: "${region}" is not an AWS region.` };
  }
  if (name !== undefined && !isClusterName(name)) {
    return {
      message: `${which}: the name "${name}" must be lowercase letters, digits, "-" and ".", at most 100 characters.`,
    };
  }
  if (accounts.has(accountId)) return undefined;
  return {
    message: `${which}: neither the configuration nor the organization names this account, so the backend requests no credentials for it.`,
    remediation: `Add account ${accountId} to aws.accounts, or include it in irsa.discovery.organization.`,
  };
}
