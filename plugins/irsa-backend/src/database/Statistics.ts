import type { Knex } from 'knex';
import { SingleFlight } from '../lib/SingleFlight';
import { isEmbedded } from './database';

/** The minimum size of a table for statistics, in bytes. PostgreSQL reads smaller tables as a whole anyway. */
const WORTH_BYTES = 256 * 1024;

/** Selects the large tables of the plugin's schema that have no statistics. */
const WITHOUT = `
  select relname as name from pg_stat_user_tables
  where schemaname = current_schema()
    and last_analyze is null and last_autoanalyze is null
    and pg_relation_size(relid) > ?`;

/**
 * Creates PostgreSQL's statistics of table contents. Without them, PostgreSQL assumes that every value occurs in 1 of 200 rows, and reads whole
 * tables where an index would find the rows. PostgreSQL itself checks only once a minute, which is too late for a first scan.
 *
 * Source: "Populating a Database", PostgreSQL documentation, on running ANALYZE afterwards.
 */
export class Statistics {
  readonly #knex: Knex;
  readonly #making = new SingleFlight<void>();
  /** The tables that were analyzed. If PostgreSQL does not record this, they would otherwise be analyzed again and again. */
  readonly #made = new Set<string>();

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Analyzes the tables that have no statistics yet. Does nothing on SQLite, which needs none. */
  async make(): Promise<void> {
    if (isEmbedded(this.#knex)) return;
    await this.#making.ask('all tables', async () => {
      const { rows } = await this.#knex.raw<{ rows: { name: string }[] }>(
        WITHOUT,
        [WORTH_BYTES],
      );
      for (const { name } of rows.filter(row => !this.#made.has(row.name))) {
        await this.#knex.raw('analyze ??', [name]);
        this.#made.add(name);
      }
    });
  }
}
