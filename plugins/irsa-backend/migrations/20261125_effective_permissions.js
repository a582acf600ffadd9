/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('effective_permissions', table => {
    table.comment('What each role may do in full, as last observed');
    table.string('service_account_id', 64).primary();
    table.text('permissions').notNullable().comment('JSON');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('effective_permissions');
};
