/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('transfers', table => {
    table.comment('Requests to give an IAM service account to another owner');
    table.string('id', 64).primary();
    table.string('service_account_id', 64).notNullable();
    table.string('cluster').notNullable();
    table.string('namespace').notNullable();
    table.string('name').notNullable();
    table.string('entity_ref').nullable();
    table.string('from_owner').notNullable().comment('Entity reference');
    table.string('to_owner').notNullable().comment('Entity reference');
    table.string('requested_by').notNullable().comment('Entity reference');
    table.string('requested_at', 32).notNullable().comment('ISO 8601');
    table.string('expires_at', 32).notNullable().comment('ISO 8601');
    table.string('state', 16).notNullable();
    table.text('reason').nullable();
    table.string('decided_by').nullable().comment('Entity reference');
    table.string('decided_at', 32).nullable().comment('ISO 8601');
    table.text('decision_reason').nullable();
    table.index(
      ['service_account_id', 'requested_at'],
      'transfers_service_account_idx',
    );
    table.unique(['service_account_id'], {
      indexName: 'transfers_pending_idx',
      predicate: knex.whereRaw("state = 'pending'"),
    });
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('transfers');
};
