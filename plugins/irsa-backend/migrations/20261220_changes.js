/** Rows of these are inserted once, and deleted by the retention only. */
const TABLES = ['changes', 'change_writes', 'change_results'];

/** @param {import('knex').Knex} knex */
const isPostgres = knex => knex.client.config.client === 'pg';

/** Lets the database refuse to change a row, whichever code asks for it. */
async function forbidUpdates(/** @type {import('knex').Knex} */ knex) {
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
}

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('changes', table => {
    table.comment('Changes of AWS, of clusters and of ownership, as asked for');
    table.string('id', 36).primary();
    table.string('action', 32).notNullable();
    table
      .string('requester', 255)
      .notNullable()
      .comment('Entity reference of the user, or a pseudonym');
    table.string('approver', 255);
    table.text('reason');
    table.string('change_number', 64);
    table.string('operation_id', 36).comment('The id in operations');
    table.string('service_account_id', 64);
    table.string('cluster', 100);
    table.string('namespace', 63);
    table.string('name', 253);
    table.string('finding_id', 64);
    table.string('entity_ref', 500);
    table.string('owner', 255);
    table.string('account_id', 12);
    table.string('started_at', 32).notNullable();
    table.index(['started_at', 'id']);
    table.index(['service_account_id', 'started_at']);
    table.index(['operation_id']);
  });
  await knex.schema.createTable('change_writes', table => {
    table.comment('The writes of a change: each is stored before it is made');
    table.string('change_id', 36).notNullable();
    table.integer('position').notNullable();
    table.text('write').notNullable().comment('JSON: target and documents');
    table.primary(['change_id', 'position']);
  });
  await knex.schema.createTable('change_results', table => {
    table.comment('What came of a change, or of one of its writes');
    table.string('change_id', 36).notNullable();
    table
      .integer('position')
      .notNullable()
      .comment('Of the write; -1 for the whole change');
    table.string('result', 16).notNullable();
    table.text('message');
    table.text('requests').comment('JSON: the requests to AWS, with their ids');
    table.string('digest', 64).comment('Of all writes, for the whole change');
    table.string('ended_at', 32).notNullable();
    table.primary(['change_id', 'position']);
  });
  await forbidUpdates(knex);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of TABLES) await knex.schema.dropTable(table);
  if (isPostgres(knex)) await knex.raw('DROP FUNCTION irsa_refuse_update()');
};
