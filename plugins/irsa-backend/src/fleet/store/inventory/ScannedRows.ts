import type { Knex } from 'knex';
import { inBatches, pagesById, yieldTurn } from '../../../database/batches';
import type { SweptRow } from './rows';

/** What every table that sweeps fill has. */
export type Swept = SweptRow & { id: string };

/** A row as a sweep makes it, before the store dates it. */
export type NewRow<Row extends Swept> = Omit<
  Row,
  'scope' | 'first_seen_at' | 'swept_at' | 'gone_at'
>;

/** What is known of a row before a sweep. */
interface Known {
  digest: string;
  isGone: boolean;
}

/** Rows kept before they are written. */
const BUFFER = 50;

/** Takes the rows that one sweep finds, one after another, and writes those that have changed. */
export class SweptWriter<Row extends Swept> {
  readonly #knex: Knex;
  readonly #table: string;
  readonly #scope: string;
  readonly #at: string;
  readonly #known: Map<string, Known>;
  readonly #seen = new Set<string>();
  #buffer: NewRow<Row>[] = [];
  #written = 0;

  constructor(
    knex: Knex,
    table: string,
    options: { scope: string; at: string; known: Map<string, Known> },
  ) {
    this.#knex = knex;
    this.#table = table;
    this.#scope = options.scope;
    this.#at = options.at;
    this.#known = options.known;
  }

  /** How many rows were found. */
  get count(): number {
    return this.#seen.size;
  }

  /** How many of them were written. */
  get written(): number {
    return this.#written;
  }

  /** Takes a row. Answers whether it is new, came back or has changed. */
  async take(row: NewRow<Row>): Promise<boolean> {
    if (this.keep(row.id, row.digest)) return false;
    this.#seen.add(row.id);
    this.#buffer.push(row);
    if (this.#buffer.length >= BUFFER) await this.flush();
    return true;
  }

  /** Leaves a row as it is when it is there with this digest. */
  keep(id: string, digest: string): boolean {
    const known = this.#known.get(id);
    if (known?.digest !== digest || known.isGone) return false;
    this.#seen.add(id);
    return true;
  }

  /** Leaves a row as it is, whatever it is: it could not be looked at. */
  spare(id: string): void {
    this.#seen.add(id);
  }

  /** Writes what was taken. */
  async flush(): Promise<void> {
    const rows = this.#buffer.map(row => ({
      ...row,
      scope: this.#scope,
      first_seen_at: this.#at,
      swept_at: this.#at,
      gone_at: null,
    }));
    this.#buffer = [];
    if (rows.length === 0) return;
    const columns = Object.keys(rows[0]).filter(
      column => column !== 'first_seen_at',
    );
    await this.#knex(this.#table).insert(rows).onConflict('id').merge(columns);
    this.#written += rows.length;
    await yieldTurn();
  }

  /** Ends a sweep that saw everything: what it did not find is gone. Answers the ids of those that went. */
  async finish(): Promise<string[]> {
    await this.flush();
    const gone = [...this.#known]
      .filter(([id, { isGone }]) => !isGone && !this.#seen.has(id))
      .map(([id]) => id);
    await inBatches(gone, batch =>
      this.#knex(this.#table)
        .whereIn('id', batch)
        .update({ gone_at: this.#at }),
    );
    this.#written += gone.length;
    return gone;
  }
}

/** Rows of one table that the sweeps of one scope find. */
export class SweptTable<Row extends Swept> {
  readonly #knex: Knex;
  readonly #table: string;

  constructor(knex: Knex, table: string) {
    this.#knex = knex;
    this.#table = table;
  }

  /** Takes the rows of one sweep, or one row. */
  async begin(
    scope: string,
    at: string,
    only?: string,
  ): Promise<SweptWriter<Row>> {
    const known = new Map<string, Known>();
    const pages = pagesById((after, limit) =>
      this.#knex(this.#table)
        .where({ scope, ...(only !== undefined && { id: only }) })
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit)
        .select('id', 'digest', 'gone_at'),
    );
    for await (const rows of pages) {
      for (const { id, digest, gone_at: goneAt } of rows) {
        known.set(id, { digest, isGone: goneAt !== null });
      }
    }
    return new SweptWriter(this.#knex, this.#table, { scope, at, known });
  }

  /** Says that one is gone. */
  async markGone(id: string, at: string): Promise<void> {
    await this.#knex(this.#table).where({ id }).update({ gone_at: at });
  }

  /** Drops rows that are gone since before a time. Answers their ids. */
  async drop(scope: string, goneBefore: string): Promise<string[]> {
    const rows = await this.#knex(this.#table)
      .where({ scope })
      .where('gone_at', '<', goneBefore)
      .select('id');
    const ids = rows.map(({ id }) => id);
    await inBatches(ids, batch =>
      this.#knex(this.#table).whereIn('id', batch).delete(),
    );
    return ids;
  }
}
