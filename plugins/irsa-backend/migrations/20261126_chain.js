/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('chains', table => {
    table.comment('What stands at each link, as last observed');
    table.string('service_account_id', 64).primary();
    table.text('chain').notNullable().comment('JSON');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('chains');
};
