/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('deliveries', table => {
    table.comment('IAM service accounts that another tool was asked for');
    table.string('service_account_id', 64).primary();
    table.string('format', 32).notNullable();
    table
      .string('state', 16)
      .notNullable()
      .comment('waiting, or arrived once everything was seen');
    table.string('since', 32).notNullable().comment('When it was asked for');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('deliveries');
};
