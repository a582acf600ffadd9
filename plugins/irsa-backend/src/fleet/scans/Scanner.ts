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
import { awaitDatabase } from '../../lib/awaitDatabase';
import { databaseTrouble } from '../../lib/databaseErrors';
import { LeaseLostError, type ScanLease } from '../store/inventory/ScanLease';
import type { Unread } from '../store/inventory/scanResult';
import type { ScopeStore } from '../store/inventory/ScopeStore';
import type { AccountScan } from './accounts/AccountScan';
import type { ClusterScan } from './clusters/ClusterScan';
import { Cleanup } from './Cleanup';
import { startHeartbeat } from './heartbeat';
import { ScanFailure } from './ScanFailure';
import { accountScope, scopesOf } from './scopes';
import type { ScanOutcome, ScanRun, ScanStores } from './types';

/** How long a cluster scan waits for an account that another process is scanning, and how often it polls, in milliseconds. */
const MAX_WAIT_MS = 60_000;
const LOOK_MS = 500;

/** How many scans one process runs at a time: each mostly waits for AWS and its cluster. With more scans, users wait longer for answers. */
const LANES = 6;

/** How often each lane looks for due scopes, in milliseconds. */
const LANE_EVERY_MS = 1000;

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
  readonly #cleanup: Cleanup;
  #scheduler?: SchedulerService;

  constructor(options: Options) {
    this.#o = options;
    const { stores, config } = options;
    const { historyDays } = config.scans;
    this.#cleanup = new Cleanup({ stores, historyDays });
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
      await this.#cleanup.run(scope, now);
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
    const known = new Set(scopesOf(config).map(({ id }) => id));
    for (const { id, isRequested } of await stores.scopes.due(most)) {
      // Another replica has discovered it, or still has it configured.
      if (!known.has(id)) continue;
      const now = new Date();
      const lease = await this.#begin(id, now, 'due');
      if (lease) {
        await this.#run({ lease, now, signal, isRequested });
        return true;
      }
    }
    return false;
  }

  #begin(
    scopeId: string,
    now: Date,
    only: Parameters<ScopeStore['begin']>[1]['only'],
  ): Promise<ScanLease | undefined> {
    const { config, stores } = this.#o;
    return stores.scopes.begin(scopeId, {
      at: now.toISOString(),
      frequencyMs: config.scans.frequencyMs,
      only,
    });
  }

  /** Runs a scan that was started. If it fails, the reason is stored with the scope. A scan that loses its lease stops, and changes the scope no more. */
  async #run(begun: ScanRun): Promise<void> {
    const { lease, now, isRequested } = begun;
    const { scopes, statistics } = this.#o.stores;
    const counts: CallCounts = { aws: 0, kubernetes: 0 };
    const lost = new AbortController();
    const signal = AbortSignal.any([
      ...(begun.signal ? [begun.signal] : []),
      lost.signal,
    ]);
    const renew = async () => {
      if (await scopes.renew(lease)) return;
      lost.abort(new LeaseLostError(lease.scope));
    };
    const stopHeartbeat = startHeartbeat(
      () => Promise.all([renew(), statistics.make()]),
      { logger: this.#o.logger, signal },
    );
    const cost = () => ({
      durationMs: Date.now() - now.getTime(),
      awsCalls: counts.aws,
      kubernetesCalls: counts.kubernetes,
    });
    const ended = (result: EndedScan['result']) =>
      this.#o.meters.scanEnded({
        kind: lease.scope.startsWith('account:') ? 'account' : 'cluster',
        result,
        durationMs: cost().durationMs,
      });
    const at = now.toISOString();
    try {
      const outcome = await countCalls(counts, () =>
        this.#scan({ ...begun, signal }),
      );
      await this.#cleanup.run(lease.scope, now);
      const completed = { at, cost: cost(), isRequested, ...outcome };
      if (!(await scopes.complete(lease, completed))) {
        throw new LeaseLostError(lease.scope);
      }
      ended('completed');
    } catch (error) {
      const unread = unreadBy(error, signal);
      this.#o.logger.warn(
        `The scan of ${lease.scope} failed: ${unread.reason}`,
      );
      const failure = { at, cost: cost(), unread };
      // Without the database, the scheduler could not release the task either, and would hold it until the timeout.
      const isHeld = await awaitDatabase(
        () => scopes.fail(lease, failure),
        begun.signal,
      );
      // Otherwise it would be shown forever.
      if (!isHeld) await this.#o.stores.retired.removeLateRows(lease.scope);
      ended('failed');
    } finally {
      stopHeartbeat();
    }
  }

  /** Ensures that an account was scanned, or that a scan was at least attempted. */
  async ensureAccount(accountId: string, signal?: AbortSignal): Promise<void> {
    const id = accountScope(accountId);
    if (!this.#o.config.accounts?.includes(accountId)) return;
    const until = Date.now() + MAX_WAIT_MS;
    while (Date.now() < until) {
      signal?.throwIfAborted();
      const scope = await this.#o.stores.scopes.get(id);
      if (scope?.completed_at || scope?.stale_since) return;
      const now = new Date();
      const lease = await this.#begin(id, now, 'never-scanned');
      if (lease) {
        await this.#run({ lease, now, signal, isRequested: false });
        return;
      }
      await new Promise(resolve => setTimeout(resolve, LOOK_MS));
    }
  }

  async #scan(scan: ScanRun): Promise<ScanOutcome> {
    const { scope: scopeId } = scan.lease;
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
    await this.#o.stores.scopes.recordFacts(scan.lease, outcome);
    const { accounts, config: irsa, stores } = this.#o;
    const touched = await stores.roles.arnsByAccount([...touchedRoles]);
    for (const [accountId, roles] of touched) {
      if (!irsa.accounts?.includes(accountId)) continue;
      await stores.retired.whileThere(accountScope(accountId), () =>
        accounts.reassess(accountId, roles, new Date()),
      );
    }
    return outcome;
  }
}

/** Returns the task ID of a lane. Source: "Scheduler Service", Backstage documentation, on the ids of tasks. */
function laneOf(index: number): string {
  return `irsa-scans-${index}`;
}

function unreadBy(error: unknown, signal: AbortSignal): Unread {
  if (signal.aborted) {
    const { reason: why } = signal;
    return why instanceof LeaseLostError
      ? { reason: why.message }
      : { reason: 'The scan took too long, or was stopped.' };
  }
  if (error instanceof ScanFailure) return error.unread;
  const told = databaseTrouble(error) ?? error;
  return { reason: isError(told) ? told.message : 'The scan failed.' };
}
