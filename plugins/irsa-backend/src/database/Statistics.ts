import type { Knex } from 'knex';
import { InFlight } from '../lib/InFlight';
import { isEmbedded } from './database';

/** How large a table is before its statistics say something, in bytes. */
const WORTH_BYTES = 256 * 1024;

/** The tables of the current schema that have much in them and no statistics. */
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
  readonly #making = new InFlight<void>();
  /** Each once, also where PostgreSQL says nothing of what it has done. */
  readonly #asked = new Set<string>();

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
      for (const { name } of rows.filter(row => !this.#asked.has(row.name))) {
        await this.#knex.raw('analyze ??', [name]);
        this.#asked.add(name);
      }
    });
  }
}
