/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('inventory_workloads', table => {
    // What is wrong with the workloads of an IAM service account is found by it.
    table.index(['service_account_id'], 'inventory_workloads_account_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('inventory_workloads', table => {
    table.dropIndex(['service_account_id'], 'inventory_workloads_account_idx');
  });
};
