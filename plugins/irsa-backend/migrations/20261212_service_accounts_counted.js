/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('service_accounts', table => {
    // To put them in the order of their open findings, this much of each is looked at, and no more. `gone_at` stands last: SQLite takes an
    // index that begins with it for one that leaves few rows, and reads every row by it.
    table.index(['id', 'role_row_id', 'gone_at'], 'service_accounts_order_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('service_accounts', table => {
    table.dropIndex(
      ['id', 'role_row_id', 'gone_at'],
      'service_accounts_order_idx',
    );
  });
};
