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

/** How often each replica looks whether another one discovered something, in milliseconds. */
const REFRESH_MS = 5_000;

/** A discovery that takes longer is given up; in milliseconds. */
const TIMEOUT_MS = 10 * 60_000;

interface Options {
  config: DiscoveryConfig;
  directory: ClusterDirectory;
  store: DiscoveryStore;
  suppliers: IrsaClusterSupplier[];
  logger: LoggerService;
  /** Has scans take the clusters and accounts of now. */
  takeScopes(): Promise<void>;
}

/** Asks suppliers which clusters and accounts there are, on one replica at a time, and tells all replicas. */
export class Discovery {
  readonly #o: Options;
  #version?: string;
  #scheduler?: SchedulerService;

  constructor(options: Options) {
    this.#o = options;
  }

  /** Takes what was discovered before, and discovers again and again. */
  async schedule(scheduler: SchedulerService): Promise<void> {
    await this.refresh();
    if (this.#o.suppliers.length === 0) return;
    this.#scheduler = scheduler;
    await scheduler.scheduleTask({
      id: TASK,
      frequency: { milliseconds: this.#o.config.frequencyMs },
      timeout: { milliseconds: TIMEOUT_MS },
      scope: 'global',
      // Nobody waits for it, as for a scan: people find the rest of the budget of calls.
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

  /** Whether there is anybody to ask. */
  get hasSuppliers(): boolean {
    return this.#o.suppliers.length > 0;
  }

  /** Has suppliers asked soon, by whichever process. @throws ConflictError - when there are none, or they are being asked */
  async trigger(): Promise<void> {
    if (!this.#scheduler) {
      throw new ConflictError(
        'Nothing is discovered: irsa.discovery names no source of clusters.',
      );
    }
    await this.#scheduler.triggerTask(TASK);
  }

  /** Asks every supplier once. One that fails leaves everything of its own as it was, and others alone. */
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
        logger.warn(`Clusters could not be discovered by ${id}: ${reason}`);
        await store.fail(id, reason, at);
      }
    }
    await this.refresh();
    await this.#o.takeScopes();
  }

  /** Takes what is stored, if it has changed. */
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

  /** Suppliers may be anybody's: places whose clusters cannot be are failures. */
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
    message: `${which}: neither the configuration nor the organization names this account, so that the backend does not ask it for credentials.`,
    remediation: `Add account ${accountId} to aws.accounts, or include it in irsa.discovery.organization.`,
  };
}
