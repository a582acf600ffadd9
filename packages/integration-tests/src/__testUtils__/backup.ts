import type { Knex } from 'knex';

/** Returns the rows of every table of the plugin, as in a backup. */
export async function copyOf(knex: Knex): Promise<Map<string, object[]>> {
  const tables = await knex('sqlite_master')
    .where({ type: 'table' })
    .whereNot('name', 'like', 'sqlite%')
    .whereNot('name', 'like', 'knex%')
    .pluck('name');
  const copy = new Map<string, object[]>();
  for (const table of tables) copy.set(table, await knex(table));
  return copy;
}

/** Replaces the stored rows with a backup. */
export async function restore(
  knex: Knex,
  backup: Map<string, object[]>,
): Promise<void> {
  for (const [table, rows] of backup) {
    await knex(table).delete();
    for (const row of rows) await knex(table).insert(row);
  }
}
