import type { Knex } from 'knex';
import { databaseTime } from '../../../database/clock';
import type { ScopeRow } from './rows';

const TABLE = 'inventory_scopes';

/** How long a sweep counts as running without being heard of, in milliseconds. */
const LEASE_MS = 20_000;

/** A cluster or account that is to be swept. */
export type ScopeDescription = Pick<
  ScopeRow,
  'id' | 'kind' | 'name' | 'account_id' | 'region'
>;

/** What a sweep took. */
export interface SweepCost {
  durationMs: number;
  awsCalls: number;
  kubernetesCalls: number;
}

/** Why something of a scope is not known. */
export interface Unread {
  reason: string;
  missingRight?: string;
}

/** The clusters and accounts that are swept, and how the last sweep of each went. */
export class ScopeStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Makes known what is configured. */
  async describe(scopes: ScopeDescription[]): Promise<void> {
    if (scopes.length === 0) return;
    await this.#knex<ScopeRow>(TABLE)
      .insert(scopes)
      .onConflict('id')
      .merge(['kind', 'name', 'account_id', 'region']);
  }

  async get(id: string): Promise<ScopeRow | undefined> {
    return this.#knex<ScopeRow>(TABLE).where({ id }).first();
  }

  /** All of a kind. */
  async list(kind: ScopeRow['kind']): Promise<ScopeRow[]> {
    return this.#knex<ScopeRow>(TABLE).where({ kind }).orderBy('id');
  }

  /** Begins a sweep, unless one is running. */
  async begin(id: string, at: string): Promise<boolean> {
    const begun = await this.#knex(TABLE)
      .where({ id })
      .where('sweeping_until', '<', databaseTime(this.#knex))
      .update({
        sweeping_until: databaseTime(this.#knex, LEASE_MS),
        attempted_at: at,
      });
    return begun === 1;
  }

  /** Says that a sweep still runs. */
  async renew(id: string): Promise<void> {
    await this.#knex(TABLE)
      .where({ id })
      .update({ sweeping_until: databaseTime(this.#knex, LEASE_MS) });
  }

  /** Ends a sweep that came to its end. `unread` says what it could not look at all the same. */
  async complete(
    id: string,
    sweep: {
      at: string;
      cost: SweepCost;
      counts: Record<string, number>;
      facts: unknown;
      unread?: Unread;
    },
  ): Promise<void> {
    await this.#end(id, {
      completed_at: sweep.at,
      stale_since: null,
      reason: sweep.unread?.reason ?? null,
      missing_right: sweep.unread?.missingRight ?? null,
      counts: JSON.stringify(sweep.counts),
      facts: JSON.stringify(sweep.facts),
      ...costColumns(sweep.cost),
    });
  }

  /** Says that a change of our own was brought into scopes. */
  async noteWrite(ids: string[], at: string): Promise<void> {
    await this.#knex<ScopeRow>(TABLE)
      .whereIn('id', ids)
      .update({ written_at: at });
  }

  /** Ends a sweep that failed: what is stored of the scope stays, and is stale since the first failure. */
  async fail(
    id: string,
    sweep: { at: string; cost: SweepCost; unread: Unread },
  ): Promise<void> {
    const { stale_since: since = null } = (await this.get(id)) ?? {};
    await this.#end(id, {
      stale_since: since ?? sweep.at,
      reason: sweep.unread.reason,
      missing_right: sweep.unread.missingRight ?? null,
      ...costColumns(sweep.cost),
    });
  }

  async #end(id: string, columns: Partial<ScopeRow>): Promise<void> {
    await this.#knex<ScopeRow>(TABLE)
      .where({ id })
      .update({ ...columns, sweeping_until: 0 });
  }
}

function costColumns(cost: SweepCost) {
  return {
    duration_ms: cost.durationMs,
    aws_calls: cost.awsCalls,
    kubernetes_calls: cost.kubernetesCalls,
  };
}
