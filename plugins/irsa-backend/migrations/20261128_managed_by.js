/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('service_accounts', table => {
    table
      .text('managed_by')
      .nullable()
      .comment('The other tool that manages it, as last observed, as JSON');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('service_accounts', table => {
    table.dropColumn('managed_by');
  });
};
