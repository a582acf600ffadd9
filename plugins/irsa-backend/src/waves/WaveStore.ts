import type { Knex } from 'knex';
import type {
  WaveCounts,
  WaveItemState,
  WaveState,
} from '@backstage-irsa/core/model';
import { NO_ITEMS } from '@backstage-irsa/core/waves';
import { inBatches } from '../database/batches';
import { Lease } from '../serviceAccounts/Lease';
import {
  toItem,
  toColumns,
  type StoredItem,
  type WaveItemRow,
  type WaveRow,
  type WaveSummary,
} from './WaveRow';

const WAVES = 'waves';
const ITEMS = 'wave_items';

/** The maximum number of waves in a list. */
const MOST_LISTED = 100;

/** The maximum number of waves of one user that have not ended. */
const MOST_OPEN = 10;

/** The maximum age of waves that no replica is processing, in milliseconds. */
const KEPT_MS = 90 * 24 * 60 * 60_000;

/** The states in which a replica processes waves. */
const WORKED_ON: WaveState[] = ['planning', 'running', 'undoing'];

/** A filter for items, and a page of them. */
interface ItemQuery {
  state?: WaveItemState;
  after: number;
  limit: number;
}

/** The changed fields of an item. */
export type ItemChange = Partial<
  Omit<StoredItem, 'waveId' | 'position' | 'sourceId' | 'serviceAccountId'>
>;

/** Stores waves and their items. */
export class WaveStore {
  readonly #knex: Knex;
  /** The leases that determine which replica processes a wave. */
  readonly leases: Lease<{ wave_id: string }>;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
    this.leases = new Lease(options.knex, 'wave_leases', ['wave_id']);
  }

  /** Stores a wave with its items, and deletes old waves. */
  async create(wave: WaveRow, items: StoredItem[]): Promise<void> {
    await this.#drop();
    await this.#knex.transaction(async trx => {
      await trx<WaveRow>(WAVES).insert(wave);
      await inBatches(items.map(toColumns), batch => trx(ITEMS).insert(batch));
    });
  }

  /** Whether a user may have one more wave. If necessary, deletes the oldest of the user's planned waves that were never started. */
  async makeRoom(createdBy: string): Promise<boolean> {
    return this.#knex.transaction(async trx => {
      const open = await trx<WaveRow>(WAVES)
        .where({ created_by: createdBy })
        .whereNotIn('state', ['done', 'undone'])
        .orderBy('created_at')
        // None of them can be started meanwhile.
        .forUpdate()
        .select('id', 'state');
      const excess = open.length + 1 - MOST_OPEN;
      if (excess <= 0) return true;
      const unstarted = open.filter(({ state }) => state === 'ready');
      if (unstarted.length < excess) return false;
      const ids = unstarted.slice(0, excess).map(({ id }) => id);
      await trx(ITEMS).whereIn('wave_id', ids).delete();
      await trx(WAVES).whereIn('id', ids).delete();
      return true;
    });
  }

  async get(id: string): Promise<WaveRow | undefined> {
    return this.#knex<WaveRow>(WAVES).where({ id }).first();
  }

  /** Returns the waves of one user, or all waves, newest first. */
  async list(createdBy?: string): Promise<WaveRow[]> {
    const query = this.#knex<WaveRow>(WAVES);
    if (createdBy !== undefined) query.where({ created_by: createdBy });
    return query.orderBy('created_at', 'desc').limit(MOST_LISTED);
  }

  /** Returns the IDs of the waves that a replica must process. */
  async open(): Promise<string[]> {
    return this.#knex<WaveRow>(WAVES)
      .whereIn('state', WORKED_ON)
      .orderBy('created_at')
      .pluck('id');
  }

  /** Changes the state, unless it has changed meanwhile. Returns whether it was changed. */
  async move(
    id: string,
    from: WaveState,
    change: Partial<
      Pick<
        WaveRow,
        'state' | 'state_reason' | 'undoing' | 'commanded_by' | 'commanded_at'
      >
    >,
  ): Promise<boolean> {
    const changed = await this.#knex<WaveRow>(WAVES)
      .where({ id, state: from })
      .update(change);
    return changed === 1;
  }

  async setSummary(id: string, summary: WaveSummary): Promise<void> {
    await this.#knex<WaveRow>(WAVES)
      .where({ id })
      .update({ summary: JSON.stringify(summary) });
  }

  async counts(id: string): Promise<WaveCounts> {
    const rows: { state: WaveItemState; count: number | string }[] =
      await this.#knex(ITEMS)
        .where({ wave_id: id })
        .groupBy('state')
        .select('state')
        .count({ count: '*' });
    const counts: WaveCounts = { ...NO_ITEMS };
    for (const { state, count } of rows) counts[state] = Number(count);
    return counts;
  }

  /** Returns one page of items by position, and the total number. */
  async page(
    id: string,
    { state, after, limit }: ItemQuery,
  ): Promise<{ items: StoredItem[]; total: number; more: boolean }> {
    const matching = () => {
      const query = this.#knex<WaveItemRow>(ITEMS).where({ wave_id: id });
      return state === undefined ? query : query.andWhere({ state });
    };
    const rows = await matching()
      .andWhere('position', '>', after)
      .orderBy('position')
      .limit(limit + 1);
    const [{ total }] = await matching().count({ total: '*' });
    return {
      items: rows.slice(0, limit).map(toItem),
      total: Number(total),
      more: rows.length > limit,
    };
  }

  /** Returns all items in their order. */
  async items(id: string, states?: WaveItemState[]): Promise<StoredItem[]> {
    const query = this.#knex<WaveItemRow>(ITEMS).where({ wave_id: id });
    if (states) query.whereIn('state', states);
    return (await query.orderBy('position')).map(toItem);
  }

  async setItem(
    { waveId, position }: Pick<StoredItem, 'waveId' | 'position'>,
    change: ItemChange,
  ): Promise<void> {
    await this.#knex(ITEMS)
      .where({ wave_id: waveId, position })
      .update(toColumns(change));
  }

  /** Changes all items in some states to another state. */
  async setStates(
    id: string,
    from: WaveItemState[],
    to: WaveItemState,
  ): Promise<void> {
    await this.#knex<WaveItemRow>(ITEMS)
      .where({ wave_id: id })
      .whereIn('state', from)
      .update({ state: to, reason: null });
  }

  async #drop(): Promise<void> {
    const old = await this.#knex<WaveRow>(WAVES)
      .where('created_at', '<', new Date(Date.now() - KEPT_MS).toISOString())
      .whereNotIn('state', WORKED_ON)
      .pluck('id');
    for (const wave of old) {
      await this.#knex(ITEMS).where({ wave_id: wave }).delete();
      await this.#knex(WAVES).where({ id: wave }).delete();
    }
  }
}
