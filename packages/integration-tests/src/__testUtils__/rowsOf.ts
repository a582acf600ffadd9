import type { Knex } from 'knex';

/** Returns every row of the plugin's own tables in SQLite, except for the request counts, which every request changes. */
export async function rowsOf(knex: Knex): Promise<string> {
  const tables = await knex('sqlite_master')
    .where({ type: 'table' })
    .whereNot('name', 'like', 'sqlite%')
    .whereNot('name', 'request_limits')
    .orderBy('name')
    .pluck('name');
  return JSON.stringify(
    await Promise.all(tables.map(async table => [table, await knex(table)])),
  );
}
