/** Rows of these are inserted once, and deleted by the retention only. */
const TABLES = ['changes', 'change_writes', 'change_results'];

/** @param {import('knex').Knex} knex */
const isPostgres = knex => knex.client.config.client === 'pg';

/**
 * Lets the database refuse to change a row, whichever code asks for it.
 *
 * @param {import('knex').Knex} knex
 */
exports.forbidUpdates = async function forbidUpdates(knex) {
  if (isPostgres(knex)) {
    await knex.raw(
      `CREATE FUNCTION irsa_refuse_update() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'Rows of % are append-only', TG_TABLE_NAME; END $$`,
    );
  }
  for (const table of TABLES) {
    await knex.raw(
      isPostgres(knex)
        ? `CREATE TRIGGER ${table}_append_only BEFORE UPDATE ON ${table}
           FOR EACH ROW EXECUTE FUNCTION irsa_refuse_update()`
        : `CREATE TRIGGER ${table}_append_only BEFORE UPDATE ON ${table}
           BEGIN SELECT RAISE(ABORT, 'Rows of ${table} are append-only'); END`,
    );
  }
};

/**
 * Removes what `forbidUpdates` made, once the tables are gone.
 *
 * @param {import('knex').Knex} knex
 */
exports.allowUpdates = async function allowUpdates(knex) {
  if (isPostgres(knex)) await knex.raw('DROP FUNCTION irsa_refuse_update()');
};
