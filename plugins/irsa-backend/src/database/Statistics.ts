import type { Knex } from 'knex';
import { SingleFlight } from '../lib/SingleFlight';
import { isEmbedded } from './database';

/** A table that is smaller is read as a whole anyway. Bytes. */
const WORTH_BYTES = 256 * 1024;

/** The large tables of the plugin's schema of which there are no statistics. */
const WITHOUT = `
  select relname as name from pg_stat_user_tables
  where schemaname = current_schema()
    and last_analyze is null and last_autoanalyze is null
    and pg_relation_size(relid) > ?`;

/**
 * What PostgreSQL knows of the contents of tables. Without it, it takes every value for one that a 200th of all rows have, and reads whole tables where
 * an index would find the rows. By itself it looks once a minute: a first scan is over by then.
 *
 * Source: "Populating a Database", PostgreSQL documentation, on running ANALYZE afterwards.
 */
export class Statistics {
  readonly #knex: Knex;
  readonly #making = new SingleFlight<void>();
  /** Tables that statistics were made of: where PostgreSQL does not keep count of that, it would be asked again and again. */
  readonly #made = new Set<string>();

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Has statistics made of the tables that have none yet. SQLite needs none. */
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
