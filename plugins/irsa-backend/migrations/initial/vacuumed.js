/** Tables whose rows are counted for every page of a list. */
const COUNTED = [
  'service_accounts',
  'inventory_roles',
  'inventory_workloads',
  'findings',
];

/**
 * Has PostgreSQL vacuum a table once two percent of its rows have changed, where its own default is twenty. Rows are counted by an index alone where a
 * vacuum has found that everybody sees them; else each of them is looked at.
 *
 * Sources: PostgreSQL documentation, "Index-Only Scans and Covering Indexes"; "CREATE TABLE", Storage Parameters.
 *
 * @param {import('knex').Knex} knex
 */
exports.vacuumOften = async function vacuumOften(knex) {
  if (knex.client.config.client !== 'pg') return;
  for (const table of COUNTED) {
    await knex.raw(
      'alter table ?? set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02)',
      [table],
    );
  }
};
