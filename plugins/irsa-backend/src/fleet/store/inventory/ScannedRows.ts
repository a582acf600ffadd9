import type { Knex } from 'knex';
import { inBatches, pagesById } from '../../../database/batches';
import { writeRows } from '../../../database/writeRows';
import type { ScannedRow } from './rows';

/** The columns that all tables filled by scans have. */
export type Scanned = ScannedRow & { id: string };

/** A row as a scan creates it, before the store adds the scope and times. */
export type NewRow<Row extends Scanned> = Omit<
  Row,
  'scope' | 'first_seen_at' | 'scanned_at' | 'deleted_at'
>;

/** The stored state of a row before a scan. */
interface Known {
  digest: string;
  isGone: boolean;
}

/** Takes the rows that one scan finds, one by one, and writes the rows that have changed. */
export class ScannedWriter<Row extends Scanned> {
  readonly #knex: Knex;
  readonly #table: string;
  readonly #scope: string;
  readonly #at: string;
  readonly #known: Map<string, Known>;
  readonly #isOlder?: Knex.Raw;
  readonly #seen = new Set<string>();
  #buffer: NewRow<Row>[] = [];
  #written = 0;

  constructor(
    knex: Knex,
    table: string,
    options: {
      scope: string;
      at: string;
      known: Map<string, Known>;
      isOlder?: Knex.Raw;
    },
  ) {
    this.#knex = knex;
    this.#table = table;
    this.#scope = options.scope;
    this.#at = options.at;
    this.#known = options.known;
    this.#isOlder = options.isOlder;
  }

  /** How many rows were found. */
  get count(): number {
    return this.#seen.size;
  }

  /** How many of them were written. */
  get written(): number {
    return this.#written;
  }

  /** Takes a row, which {@link flush} writes. Returns whether the row is new, back, or changed. */
  take(row: NewRow<Row>): boolean {
    if (this.keep(row.id, row.digest)) return false;
    this.#seen.add(row.id);
    this.#buffer.push(row);
    return true;
  }

  /** Leaves a row unchanged if it exists with this digest. Returns whether it does. */
  keep(id: string, digest: string): boolean {
    const known = this.#known.get(id);
    if (known?.digest !== digest || known.isGone) return false;
    this.#seen.add(id);
    return true;
  }

  /** Leaves a row unchanged, because a newer state of it is stored. */
  see(id: string): void {
    this.#seen.add(id);
  }

  /** Checks whether a row was found. */
  has(id: string): boolean {
    return this.#seen.has(id);
  }

  /** Writes the taken rows, within a transaction if one is given. */
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
      writeRows(knex, this.#table, batch, {
        ...{ on: ['id'], merge },
        ...(this.#isOlder && { where: this.#isOlder }),
      }),
    );
    this.#written += rows.length;
  }

  /** Ends a scan that read everything: marks rows that were not found as deleted, except `late` ones. Returns their IDs. */
  async finish(late: ReadonlySet<string> = new Set()): Promise<string[]> {
    await this.flush();
    const gone = [...this.#known]
      .filter(([id, { isGone }]) => !isGone && !this.#seen.has(id))
      .flatMap(([id]) => (late.has(id) ? [] : id));
    await inBatches(gone, batch =>
      this.#knex(this.#table)
        .whereIn('id', batch)
        .update({ deleted_at: this.#at }),
    );
    this.#written += gone.length;
    return gone;
  }
}

/** A table of rows that scans find, scope by scope. */
export class ScannedTable<Row extends Scanned> {
  readonly #knex: Knex;
  readonly #table: string;
  readonly #isOlder?: Knex.Raw;

  /** `isOlder` is the SQL condition that a stored row is older than what a scan writes; by default, all are. */
  constructor(knex: Knex, table: string, isOlder?: Knex.Raw) {
    this.#knex = knex;
    this.#table = table;
    this.#isOlder = isOlder;
  }

  /** Starts writing the rows of one scan, or only the rows with some IDs. */
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
    return new ScannedWriter(this.#knex, this.#table, {
      ...{ scope, at, known },
      ...(this.#isOlder && { isOlder: this.#isOlder }),
    });
  }

  /** Marks a row as deleted. */
  async markGone(id: string, at: string): Promise<void> {
    await this.#knex(this.#table).where({ id }).update({ deleted_at: at });
  }

  /** Deletes rows that have been gone since before a time. Returns their IDs. */
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
