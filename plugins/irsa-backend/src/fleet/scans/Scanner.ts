import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { ConflictError, isError } from '@backstage/errors';
import type { IrsaConfig } from '../../config/types';
import type { EndedScan, Meters } from '../../lib/metrics/Meters';
import { countCalls, type CallCounts } from '../../lib/metrics/calls';
import { mostTaken } from '../../observe/aws/AwsBudget';
import { loadEc2 } from '../../observe/aws/ec2';
import { databaseTrouble } from '../../lib/databaseErrors';
import type { ScopeStore, Unread } from '../store/inventory/ScopeStore';
import type { AccountScan } from './accounts/AccountScan';
import type { ClusterScan } from './clusters/ClusterScan';
import { startHeartbeat } from './heartbeat';
import { ScanFailure } from './ScanFailure';
import { accountScope, scopesOf } from './scopes';
import type { ScanOutcome, ScanRun, ScanStores } from './types';

/** How long a cluster scan waits for an account that another process is scanning (or for the database), and how often it polls, in milliseconds. */
const PATIENCE_MS = 60_000;
const LOOK_MS = 500;

/** How many scans one process runs at a time: each mostly waits for AWS and its cluster. With more scans, users wait longer for answers. */
const LANES = 6;

/** How often each lane looks for due scopes, in milliseconds. */
const LANE_EVERY_MS = 1000;

const DAY_MS = 24 * 60 * 60_000;

/** How often a process deletes unused policy sets and old states, in milliseconds. They take up space but do no harm. */
const RARELY_MS = 10 * 60_000;

interface Options {
  config: IrsaConfig;
  stores: ScanStores;
  accounts: AccountScan;
  clusters: ClusterScan;
  logger: LoggerService;
  meters: Meters;
}

/** Scans clusters and accounts when they are due. Only one process at a time scans each of them. */
export class Scanner {
  readonly #o: Options;
  #scheduler?: SchedulerService;
  #rarelyDroppedAt = 0;

  constructor(options: Options) {
    this.#o = options;
  }

  /**
   * Schedules regular scans of every cluster and account, unless scans are disabled. All scanning replicas share the work: each takes due scopes from
   * the table, so that each scope is scanned once.
   */
  async schedule(scheduler: SchedulerService): Promise<void> {
    const { config } = this.#o;
    await this.takeScopes();
    if (!config.scans.enabled || !config.scans.here) return;
    // The first scan needs this client. Loading it then would block the event loop for about 300 ms while requests are served.
    loadEc2();
    this.#scheduler = scheduler;
    for (const lane of Array(LANES).keys()) {
      await scheduler.scheduleTask({
        id: laneOf(lane),
        frequency: { milliseconds: LANE_EVERY_MS },
        timeout: { milliseconds: config.scans.timeoutMs },
        initialDelay: { milliseconds: LANE_EVERY_MS },
        scope: 'local',
        fn: signal => this.#runDue(signal),
      });
    }
  }

  /** Stores the configured clusters and accounts as the scopes to scan. Removes others, which would otherwise show their last results forever. */
  async takeScopes(): Promise<void> {
    const { config, stores } = this.#o;
    const scopes = scopesOf(config);
    await stores.scopes.describe(scopes, config.scans.frequencyMs);
    if (!config.scans.enabled) return;
    const now = new Date();
    for (const scope of await stores.retired.list(scopes.map(({ id }) => id))) {
      await stores.retired.retire(scope, now.toISOString());
      await this.#drop(scope, now);
    }
  }

  /**
   * Requests a scan of a scope by any process.
   *
   * @throws ConflictError - if the scope is being scanned, or if scans are disabled
   */
  async trigger(scopeId: string): Promise<void> {
    if (!this.#o.config.scans.enabled) {
      throw new ConflictError(
        'Scans are disabled: irsa.scans.enabled is false.',
      );
    }
    if (!(await this.#o.stores.scopes.request(scopeId))) {
      throw new ConflictError(`${scopeId} is being scanned.`);
    }
    await this.#scheduler?.triggerTask(laneOf(0)).catch(error => {
      // This lane is busy: another lane will find the due scope.
      if (!isError(error) || error.name !== 'ConflictError') throw error;
    });
  }

  /**
   * Scans due scopes one after the other: most of hundreds of scopes take less than 1 second. Stops early enough to leave each scan nearly its whole
   * timeout.
   */
  async #runDue(signal: AbortSignal): Promise<void> {
    const until = Date.now() + this.#o.config.scans.timeoutMs / 100;
    while (await this.#runOne(signal)) {
      if (signal.aborted || Date.now() > until) return;
    }
  }

  /** Scans one due scope. Returns whether there was one. */
  async #runOne(signal: AbortSignal): Promise<boolean> {
    const { config, stores } = this.#o;
    const most = mostTaken(config.limits.awsCallsPerMinute);
    for (const { id, isRequested } of await stores.scopes.due(most)) {
      const now = new Date();
      if (await this.#begin(id, now, 'due')) {
        await this.#run(id, { now, signal, isRequested });
        return true;
      }
    }
    return false;
  }

  #begin(
    scopeId: string,
    now: Date,
    only: Parameters<ScopeStore['begin']>[1]['only'],
  ): Promise<boolean> {
    const { config, stores } = this.#o;
    return stores.scopes.begin(scopeId, {
      at: now.toISOString(),
      frequencyMs: config.scans.frequencyMs,
      only,
    });
  }

  /** Runs a scan that was started. If it fails, the reason is stored with the scope. */
  async #run(scopeId: string, scan: ScanRun): Promise<void> {
    const { now, signal } = scan;
    const { scopes, statistics } = this.#o.stores;
    const counts: CallCounts = { aws: 0, kubernetes: 0 };
    const stopHeartbeat = startHeartbeat(
      () => Promise.all([scopes.renew(scopeId), statistics.make()]),
      { logger: this.#o.logger, signal },
    );
    const cost = () => ({
      durationMs: Date.now() - now.getTime(),
      awsCalls: counts.aws,
      kubernetesCalls: counts.kubernetes,
    });
    const ended = (result: EndedScan['result']) =>
      this.#o.meters.scanEnded({
        kind: scopeId.startsWith('account:') ? 'account' : 'cluster',
        result,
        durationMs: cost().durationMs,
      });
    try {
      const outcome = await countCalls(counts, () => this.#scan(scopeId, scan));
      await this.#drop(scopeId, now);
      await scopes.complete(scopeId, {
        at: now.toISOString(),
        cost: cost(),
        isRequested: scan.isRequested,
        ...outcome,
      });
      ended('completed');
    } catch (error) {
      const unread = unreadBy(error, signal);
      this.#o.logger.warn(`The scan of ${scopeId} failed: ${unread.reason}`);
      const failure = { at: now.toISOString(), cost: cost(), unread };
      await this.#fail(scopeId, failure, signal);
      ended('failed');
    } finally {
      stopHeartbeat();
    }
  }

  /** Ensures that an account was scanned, or that a scan was at least attempted. */
  async ensureAccount(accountId: string, signal?: AbortSignal): Promise<void> {
    const id = accountScope(accountId);
    if (!this.#o.config.accounts?.includes(accountId)) return;
    const until = Date.now() + PATIENCE_MS;
    while (Date.now() < until) {
      signal?.throwIfAborted();
      const scope = await this.#o.stores.scopes.get(id);
      if (scope?.completed_at || scope?.stale_since) return;
      const now = new Date();
      if (await this.#begin(id, now, 'never-scanned')) {
        await this.#run(id, { now, signal, isRequested: false });
        return;
      }
      await new Promise(resolve => setTimeout(resolve, LOOK_MS));
    }
  }

  async #scan(scopeId: string, scan: ScanRun): Promise<ScanOutcome> {
    const [kind] = scopeId.split(':');
    const name = scopeId.slice(kind.length + 1);
    if (kind === 'account') return this.#o.accounts.run(name, scan);
    const config = this.#o.config.clusters.find(each => each.name === name);
    if (!config) {
      throw new ScanFailure({
        reason: `Cluster ${name} is not in the configuration.`,
      });
    }
    const { touchedRoles, ...outcome } = await this.#o.clusters.run(
      config,
      scan,
    );
    await this.#o.stores.scopes.recordFacts(scopeId, outcome);
    const { accounts: known = [] } = this.#o.config;
    const touched = await this.#o.stores.roles.arnsByAccount([...touchedRoles]);
    for (const [accountId, roles] of touched) {
      if (!known.includes(accountId)) continue;
      await this.#o.accounts.reassess(accountId, roles, new Date());
    }
    return outcome;
  }

  /**
   * Stores why a scan failed. If the database is unavailable, it waits: otherwise the scheduler could not release the task either, and would hold it
   * until the timeout. A backend that is shutting down does not wait.
   */
  async #fail(
    scopeId: string,
    failure: Parameters<ScopeStore['fail']>[1],
    signal?: AbortSignal,
  ): Promise<void> {
    for (const until = Date.now() + PATIENCE_MS; ; ) {
      try {
        await this.#o.stores.scopes.fail(scopeId, failure);
        return;
      } catch (error) {
        if (signal?.aborted || Date.now() > until) throw error;
        await new Promise(resolve => setTimeout(resolve, LOOK_MS));
      }
    }
  }

  /** Deletes what has been gone or resolved for longer than the history is kept. */
  async #drop(scope: string, now: Date): Promise<void> {
    const { config, stores } = this.#o;
    const before = new Date(
      now.getTime() - config.scans.historyDays * DAY_MS,
    ).toISOString();
    const { places } = stores;
    await places.forget('role', await stores.roles.rows.drop(scope, before));
    await places.forget(
      'oidc-provider',
      await stores.providers.rows.drop(scope, before),
    );
    await places.forget(
      'workload',
      await stores.workloads.rows.drop(scope, before),
    );
    await places.forget(
      'node-role',
      await stores.nodeRoles.rows.drop(scope, before),
    );
    await places.forget(
      'service-account',
      await stores.serviceAccounts.drop(scope, before),
    );
    await stores.principals.rows.drop(scope, before);
    await stores.findings.drop(scope, before);
    if (now.getTime() - this.#rarelyDroppedAt < RARELY_MS) return;
    this.#rarelyDroppedAt = now.getTime();
    await stores.states.drop(before);
    await stores.sets.drop();
  }
}

/** Returns the task ID of a lane. Source: "Scheduler Service", Backstage documentation, on the ids of tasks. */
function laneOf(index: number): string {
  return `irsa-scans-${index}`;
}

function unreadBy(error: unknown, signal?: AbortSignal): Unread {
  if (signal?.aborted) {
    return { reason: 'The scan took too long, or was stopped.' };
  }
  if (error instanceof ScanFailure) return error.unread;
  const told = databaseTrouble(error) ?? error;
  return { reason: isError(told) ? told.message : 'The scan failed.' };
}
