/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('operations', table => {
    table.index(['service_account_id', 'created_at'], 'operations_account_idx');
    table.index(['created_at'], 'operations_created_at_idx');
  });
  await knex.schema.alterTable('proofs', table => {
    table.index(['service_account_id', 'made_at'], 'proofs_account_idx');
  });
  // Until now those of IAM service accounts that were deleted stayed.
  await knex('chains')
    .whereNotIn('service_account_id', knex('service_accounts').select('id'))
    .delete();
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('proofs', table => {
    table.dropIndex(['service_account_id', 'made_at'], 'proofs_account_idx');
  });
  await knex.schema.alterTable('operations', table => {
    table.dropIndex(['created_at'], 'operations_created_at_idx');
    table.dropIndex(
      ['service_account_id', 'created_at'],
      'operations_account_idx',
    );
  });
};
