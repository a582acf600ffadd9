/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('service_accounts', table => {
    // To put them in the order of their open findings, this much of each is looked at, and no more.
    table.index(['gone_at', 'id', 'role_row_id'], 'service_accounts_there_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('service_accounts', table => {
    table.dropIndex(
      ['gone_at', 'id', 'role_row_id'],
      'service_accounts_there_idx',
    );
  });
};
