import type { Knex } from 'knex';

/** Returns SQL for the time of the database clock in milliseconds since 1970, plus an offset. All replicas share this clock. */
export function databaseTime(knex: Knex, plusMs = 0): Knex.Raw {
  return knex.client.config.client === 'pg'
    ? knex.raw(
        '(extract(epoch from clock_timestamp()) * 1000)::bigint + ?::bigint',
        [plusMs],
      )
    : knex.raw(
        "cast((julianday('now') - 2440587.5) * 86400000 as integer) + ?",
        [plusMs],
      );
}
