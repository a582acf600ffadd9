import type { Knex } from 'knex';
import type { ClusterFacts } from '@backstage-irsa/core/model';
import { inBatches } from '../../../database/batches';
import { databaseTime } from '../../../database/clock';
import type { ScopeRow } from './rows';

const TABLE = 'inventory_scopes';

/** How long a scan counts as running without being heard of, in milliseconds. */
const LEASE_MS = 20_000;

/** Due before all that is due by itself. */
const REQUESTED = -1;

/** Events have a scope scanned this long after its last scan began, in milliseconds, however many they are. */
const BETWEEN_CHANGES_MS = 60_000;

/** Scopes that a process tries to be the first at. */
const MOST_DUE = 20;

/** A cluster or account that is to be scanned. */
export type ScopeDescription = Pick<
  ScopeRow,
  'id' | 'kind' | 'name' | 'account_id' | 'region'
>;

/** What a scan took. */
export interface ScanCost {
  durationMs: number;
  awsCalls: number;
  kubernetesCalls: number;
}

/** Why something of a scope is not known. */
export interface Unread {
  reason: string;
  missingPermission?: string;
}

/** The clusters and accounts that are scanned, and how the last scan of each went. */
export class ScopeStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Makes known what there is to scan, and how often. */
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

  /** The names of the clusters that were scanned to the end once. */
  async scannedClusters(): Promise<Set<string>> {
    const rows = await this.#knex<ScopeRow>(TABLE)
      .where({ kind: 'cluster' })
      .whereNotNull('completed_at')
      .select('name');
    return new Set(rows.map(({ name }) => name));
  }

  /** What scans found of clusters as a whole; of one that was never scanned nothing. */
  async clusterFacts(names: string[]): Promise<ClusterFacts[]> {
    const rows = await this.#knex<ScopeRow>(TABLE)
      .where({ kind: 'cluster' })
      .whereIn('name', names)
      .whereNotNull('facts')
      .select('facts');
    return rows.map(({ facts }) => JSON.parse(facts ?? ''));
  }

  /** Those to be scanned now. Accounts come first that are due since the same time: clusters need what is known of them. Those whose account has had more than `mostTaken` calls this minute are left for later. */
  async due(
    mostTaken: number,
  ): Promise<{ id: string; isRequested: boolean }[]> {
    const now = databaseTime(this.#knex);
    const rows = await this.#knex<ScopeRow>(TABLE)
      .where('due_at', '<=', now)
      .where('scanning_until', '<', now)
      .whereNotIn(
        'account_id',
        this.#knex('aws_budgets')
          .where('window_ends_at', '>', now)
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

  /** Makes a scope due. Answers whether it is known and not being scanned. */
  async request(id: string): Promise<boolean> {
    const requested = await this.#knex(TABLE)
      .where({ id })
      .where('scanning_until', '<', databaseTime(this.#knex))
      .update({ due_at: REQUESTED });
    return requested === 1;
  }

  /** Begins a scan and makes the next one due, but only while none is running, and while the scope is due or was never scanned: another process may have been faster. */
  async begin(
    id: string,
    scan: { at: string; frequencyMs: number; only: 'due' | 'never-scanned' },
  ): Promise<boolean> {
    const now = databaseTime(this.#knex);
    const begun = await this.#knex(TABLE)
      .where({ id })
      .where('scanning_until', '<', now)
      .where(query =>
        scan.only === 'due'
          ? query.where('due_at', '<=', now)
          : query.whereNull('completed_at').whereNull('stale_since'),
      )
      .update({
        scanning_until: databaseTime(this.#knex, LEASE_MS),
        due_at: databaseTime(this.#knex, scan.frequencyMs),
        attempted_at: scan.at,
      });
    return begun === 1;
  }

  /** Says that a scan still runs. */
  async renew(id: string): Promise<void> {
    await this.#knex(TABLE)
      .where({ id })
      .update({ scanning_until: databaseTime(this.#knex, LEASE_MS) });
  }

  /** Keeps what a scan found of a scope as a whole, before it comes to its end: roles are told by it who can become their holders. */
  async recordFacts(id: string, facts: unknown): Promise<void> {
    await this.#knex<ScopeRow>(TABLE)
      .where({ id })
      .update({ facts: JSON.stringify(facts) });
  }

  /** Ends a scan that came to its end. `unread` says what it could not look at all the same. A scan that somebody asked for counts as a change, so that what it found shows at once. */
  async complete(
    id: string,
    scan: {
      at: string;
      cost: ScanCost;
      isRequested: boolean;
      counts: Record<string, number>;
      facts: unknown;
      unread?: Unread;
    },
  ): Promise<void> {
    await this.#end(id, {
      completed_at: scan.at,
      ...(scan.isRequested && { written_at: new Date().toISOString() }),
      stale_since: null,
      reason: scan.unread?.reason ?? null,
      missing_right: scan.unread?.missingPermission ?? null,
      counts: JSON.stringify(scan.counts),
      facts: JSON.stringify(scan.facts),
      ...costColumns(scan.cost),
    });
  }

  /** Says that a change of our own was brought into scopes. */
  async noteWrite(ids: string[], at: string): Promise<void> {
    await this.#knex<ScopeRow>(TABLE)
      .whereIn('id', ids)
      .update({ written_at: at });
  }

  /** Says that parts of scopes were read again, since events told of changes. */
  async noteChanges(ids: string[], at: string): Promise<void> {
    await this.#knex<ScopeRow>(TABLE)
      .whereIn('id', ids)
      .update({ changes_read_at: at });
  }

  /** Makes a scope due since events told of a change that only a scan shows. */
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

  /** Those that are being scanned now. */
  async scanning(): Promise<Set<string>> {
    const rows = await this.#knex<ScopeRow>(TABLE)
      .where('scanning_until', '>', databaseTime(this.#knex))
      .select('id');
    return new Set(rows.map(({ id }) => id));
  }

  /** Ends a scan that failed: what is stored of the scope stays, and is stale since the first failure. */
  async fail(
    id: string,
    scan: { at: string; cost: ScanCost; unread: Unread },
  ): Promise<void> {
    const { stale_since: since = null } = (await this.get(id)) ?? {};
    await this.#end(id, {
      stale_since: since ?? scan.at,
      reason: scan.unread.reason,
      missing_right: scan.unread.missingPermission ?? null,
      ...costColumns(scan.cost),
    });
  }

  async #end(id: string, columns: Partial<ScopeRow>): Promise<void> {
    await this.#knex<ScopeRow>(TABLE)
      .where({ id })
      .update({ ...columns, scanning_until: 0 });
  }
}

function costColumns(cost: ScanCost) {
  return {
    duration_ms: cost.durationMs,
    aws_calls: cost.awsCalls,
    kubernetes_calls: cost.kubernetesCalls,
  };
}
