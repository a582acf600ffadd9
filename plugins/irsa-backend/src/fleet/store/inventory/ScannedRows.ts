import type { Knex } from 'knex';
import { inBatches, pagesById } from '../../../database/batches';
import { writeRows } from '../../../database/writeRows';
import type { ScannedRow } from './rows';

/** What every table that scans fill has. */
export type Scanned = ScannedRow & { id: string };

/** A row as a scan makes it, before the store dates it. */
export type NewRow<Row extends Scanned> = Omit<
  Row,
  'scope' | 'first_seen_at' | 'scanned_at' | 'deleted_at'
>;

/** What is known of a row before a scan. */
interface Known {
  digest: string;
  isGone: boolean;
}

/** Takes the rows that one scan finds, one after another, and writes those that have changed. */
export class ScannedWriter<Row extends Scanned> {
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

  /** Takes a row, which {@link flush} writes. Answers whether it is new, came back or has changed. */
  take(row: NewRow<Row>): boolean {
    if (this.keep(row.id, row.digest)) return false;
    this.#seen.add(row.id);
    this.#buffer.push(row);
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

  /** Writes what was taken, within a transaction if one is given. */
  async flush(knex: Knex = this.#knex): Promise<void> {
    const rows = this.#buffer.map(row => ({
      ...row,
      scope: this.#scope,
      first_seen_at: this.#at,
      scanned_at: this.#at,
      deleted_at: null,
    }));
    this.#buffer = [];
    if (rows.length === 0) return;
    const merge = Object.keys(rows[0]).filter(
      column => column !== 'first_seen_at',
    );
    await inBatches(rows, batch =>
      writeRows(knex, this.#table, batch, { on: ['id'], merge }),
    );
    this.#written += rows.length;
  }

  /** Ends a scan that saw everything: what it did not find is gone. Answers the ids of those that went. */
  async finish(): Promise<string[]> {
    await this.flush();
    const gone = [...this.#known]
      .filter(([id, { isGone }]) => !isGone && !this.#seen.has(id))
      .map(([id]) => id);
    await inBatches(gone, batch =>
      this.#knex(this.#table)
        .whereIn('id', batch)
        .update({ deleted_at: this.#at }),
    );
    this.#written += gone.length;
    return gone;
  }
}

/** Rows of one table that the scans of one scope find. */
export class ScannedTable<Row extends Scanned> {
  readonly #knex: Knex;
  readonly #table: string;

  constructor(knex: Knex, table: string) {
    this.#knex = knex;
    this.#table = table;
  }

  /** Takes the rows of one scan, or some rows by their ids. */
  async begin(
    scope: string,
    at: string,
    only?: string[],
  ): Promise<ScannedWriter<Row>> {
    const known = new Map<string, Known>();
    const pages = pagesById((after, limit) =>
      this.#knex(this.#table)
        .where({ scope })
        .where(some => only && some.whereIn('id', only))
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit)
        .select('id', 'digest', 'deleted_at'),
    );
    for await (const rows of pages) {
      for (const { id, digest, deleted_at: deletedAt } of rows) {
        known.set(id, { digest, isGone: deletedAt !== null });
      }
    }
    return new ScannedWriter(this.#knex, this.#table, { scope, at, known });
  }

  /** Says that one is gone. */
  async markGone(id: string, at: string): Promise<void> {
    await this.#knex(this.#table).where({ id }).update({ deleted_at: at });
  }

  /** Drops rows that are gone since before a time. Answers their ids. */
  async drop(scope: string, goneBefore: string): Promise<string[]> {
    const rows = await this.#knex(this.#table)
      .where({ scope })
      .where('deleted_at', '<', goneBefore)
      .select('id');
    const ids = rows.map(({ id }) => id);
    await inBatches(ids, batch =>
      this.#knex(this.#table).whereIn('id', batch).delete(),
    );
    return ids;
  }
}
