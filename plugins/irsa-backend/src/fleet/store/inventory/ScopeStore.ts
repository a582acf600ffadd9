import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { ClusterFacts } from '@backstage-irsa/core/model';
import { inBatches } from '../../../database/batches';
import { databaseTime } from '../../../database/clock';
import type { ScopeRow } from './rows';
import {
  costColumns,
  unreadColumns,
  type ScanCost,
  type Unread,
} from './scanResult';
import {
  holdLease,
  REQUESTED,
  whereDue,
  whereFree,
  type ScanLease,
} from './ScanLease';

const TABLE = 'inventory_scopes';

/** How long a scan counts as running without a heartbeat, in milliseconds. */
const LEASE_MS = 20_000;

/** The minimum time between the start of a scan and the next scan that events request, in milliseconds. */
const BETWEEN_CHANGES_MS = 60_000;

/** The maximum number of due scopes that a process tries to start before it looks again. */
const MOST_DUE = 20;

/** A cluster or account to scan. */
export type ScopeDescription = Pick<
  ScopeRow,
  'id' | 'kind' | 'name' | 'account_id' | 'region'
>;

/** The state of a cluster's scans. */
export interface ClusterScanState {
  /** Whether it was scanned successfully at least once. */
  isCompleted: boolean;
  /** Whether the last successful scan read the EKS Pod Identity associations. */
  areAssociationsRead: boolean;
  /** Whether the last scan failed. */
  isStale: boolean;
}

/** Stores the clusters and accounts to scan, and the result of each one's last scan. */
export class ScopeStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Stores which scopes to scan. Brings scans forward that are due later than one scan interval from now, as after the interval was shortened. */
  async describe(
    scopes: ScopeDescription[],
    frequencyMs: number,
  ): Promise<void> {
    await inBatches(scopes, async batch => {
      await this.#knex<ScopeRow>(TABLE)
        .insert(batch)
        .onConflict('id')
        .merge(['kind', 'name', 'account_id', 'region']);
    });
    const latest = databaseTime(this.#knex, frequencyMs);
    await this.#knex(TABLE)
      .where('due_at', '>', latest)
      .update({ due_at: latest });
  }

  async get(id: string): Promise<ScopeRow | undefined> {
    return this.#knex<ScopeRow>(TABLE).where({ id }).first();
  }

  /** Returns the state of each cluster's scans, by the name of the cluster. */
  async clusterScans(): Promise<Map<string, ClusterScanState>> {
    const rows = await this.#knex<ScopeRow>(TABLE)
      .where({ kind: 'cluster' })
      .select('name', 'completed_at', 'associations_read', 'stale_since');
    return new Map(
      rows.map(row => [
        row.name,
        {
          isCompleted: row.completed_at !== null,
          areAssociationsRead: Boolean(row.associations_read),
          isStale: row.stale_since !== null,
        },
      ]),
    );
  }

  /** Returns the cluster facts of the last scans. Clusters that were never scanned are absent. */
  async clusterFacts(names: string[]): Promise<ClusterFacts[]> {
    const rows = await this.#knex<ScopeRow>(TABLE)
      .where({ kind: 'cluster' })
      .whereIn('name', names)
      .whereNotNull('facts')
      .select('facts');
    return rows.map(({ facts }) => JSON.parse(facts ?? ''));
  }

  /**
   * Returns the scopes to scan now. If due at the same time, accounts come first, because cluster scans need their data. Skips scopes whose account
   * has used more than `mostTaken` calls in the current minute.
   */
  async due(
    mostTaken: number,
  ): Promise<{ id: string; isRequested: boolean }[]> {
    const rows = await this.#knex<ScopeRow>(TABLE)
      .where(query => whereDue(query, this.#knex))
      .whereNotIn(
        'account_id',
        this.#knex('aws_budgets')
          .where('window_ends_at', '>', databaseTime(this.#knex))
          .where('used', '>', mostTaken)
          .select('account_id'),
      )
      .orderBy(['due_at', 'kind', 'id'])
      .limit(MOST_DUE)
      .select('id', 'due_at');
    return rows.map(({ id, due_at: at }) => ({
      id,
      isRequested: Number(at) === REQUESTED,
    }));
  }

  /** Makes a scope due now. Returns false if the scope is unknown or being scanned. */
  async request(id: string): Promise<boolean> {
    const requested = await this.#knex(TABLE)
      .where({ id })
      .where('scanning_until', '<', databaseTime(this.#knex))
      .update({ due_at: REQUESTED });
    return requested === 1;
  }

  /** Makes scopes due now. If a scan of a scope is running, another one follows, because the running scan may have missed a change. */
  async requestAgain(ids: string[]): Promise<void> {
    await this.#knex(TABLE).whereIn('id', ids).update({ due_at: REQUESTED });
  }

  /**
   * Starts a scan and schedules the next one, unless a scan is running. `only` also requires that the scope is still due, or that no scan of it has
   * ended yet. Returns the lease of the scan; undefined if it did not start.
   */
  async begin(
    id: string,
    scan: { at: string; frequencyMs: number; only: 'due' | 'never-scanned' },
  ): Promise<ScanLease | undefined> {
    const holder = randomUUID();
    const begun = await this.#knex(TABLE)
      .where({ id })
      .where(query => {
        if (scan.only === 'due') return whereDue(query, this.#knex);
        query.whereNull('completed_at').whereNull('stale_since');
        return whereFree(query, this.#knex);
      })
      .update({
        holder,
        scanning_until: databaseTime(this.#knex, LEASE_MS),
        due_at: databaseTime(this.#knex, scan.frequencyMs),
        attempted_at: scan.at,
      });
    return begun === 1 ? { scope: id, holder } : undefined;
  }

  /** Extends the lease of a running scan. Returns false if the scan has lost it. */
  async renew({ scope: id, holder }: ScanLease): Promise<boolean> {
    const renewed = await this.#knex(TABLE)
      .where({ id, holder })
      .update({ scanning_until: databaseTime(this.#knex, LEASE_MS) });
    return renewed === 1;
  }

  /** Ensures that a running scan still holds its lease. @throws LeaseLostError - if it does not */
  async hold(lease: ScanLease): Promise<void> {
    await holdLease(this.#knex, lease);
  }

  /** Stores the facts of a scope before its scan ends: they show which subjects can become holders of roles. */
  async recordFacts(
    { scope: id, holder }: ScanLease,
    scan: { facts: unknown; areAssociationsRead?: boolean },
  ): Promise<void> {
    await this.#knex<ScopeRow>(TABLE)
      .where({ id, holder })
      .update({
        facts: JSON.stringify(scan.facts),
        associations_read: scan.areAssociationsRead ?? null,
      });
  }

  /**
   * Ends a completed scan. `unread` names what it still could not read. A requested scan counts as a change, so that its results show at once. Returns
   * false if the scan has lost its lease: then nothing is stored.
   */
  async complete(
    lease: ScanLease,
    scan: {
      at: string;
      cost: ScanCost;
      isRequested: boolean;
      counts: Record<string, number>;
      facts: unknown;
      areAssociationsRead?: boolean;
      unread?: Unread;
    },
  ): Promise<boolean> {
    return this.#end(lease, {
      completed_at: scan.at,
      ...(scan.isRequested && { written_at: new Date().toISOString() }),
      stale_since: null,
      ...unreadColumns(scan.unread),
      counts: JSON.stringify(scan.counts),
      facts: JSON.stringify(scan.facts),
      associations_read: scan.areAssociationsRead ?? null,
      ...costColumns(scan.cost),
    });
  }

  /** Notes that a change by Backstage was written to scopes. */
  async noteWrite(ids: string[], at: string): Promise<void> {
    await this.#knex<ScopeRow>(TABLE)
      .whereIn('id', ids)
      .update({ written_at: at });
  }

  /** Notes that parts of scopes were read again because of change events. */
  async noteChanges(ids: string[], at: string): Promise<void> {
    await this.#knex<ScopeRow>(TABLE)
      .whereIn('id', ids)
      .update({ changes_read_at: at });
  }

  /** Makes a scope due because events reported a change that only a scan can read. */
  async requestForChange(id: string): Promise<void> {
    const { attempted_at: at = null } = (await this.get(id)) ?? {};
    const since = at === null ? Infinity : Date.now() - Date.parse(at);
    const wait = Math.max(0, BETWEEN_CHANGES_MS - since);
    const due = databaseTime(this.#knex, wait);
    await this.#knex(TABLE)
      .where({ id })
      .where('due_at', '>', due)
      .update({ due_at: due });
  }

  /** Returns the IDs of the scopes that are being scanned now. */
  async scanning(): Promise<Set<string>> {
    const rows = await this.#knex<ScopeRow>(TABLE)
      .where('scanning_until', '>', databaseTime(this.#knex))
      .select('id');
    return new Set(rows.map(({ id }) => id));
  }

  /**
   * Ends a failed scan. The stored data of the scope stays, and is stale since the first failure. Returns false if the scan has lost its lease: then
   * nothing is stored.
   */
  async fail(
    lease: ScanLease,
    scan: { at: string; cost: ScanCost; unread: Unread },
  ): Promise<boolean> {
    const { stale_since: since = null } = (await this.get(lease.scope)) ?? {};
    return this.#end(lease, {
      stale_since: since ?? scan.at,
      ...unreadColumns(scan.unread),
      ...costColumns(scan.cost),
    });
  }

  async #end(
    { scope: id, holder }: ScanLease,
    columns: Partial<ScopeRow>,
  ): Promise<boolean> {
    const ended = await this.#knex<ScopeRow>(TABLE)
      .where({ id, holder })
      .update({ ...columns, holder: null, scanning_until: 0 });
    return ended === 1;
  }
}
