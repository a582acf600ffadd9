/** @type {Record<string, (table: import('knex').Knex.CreateTableBuilder) => void>} */
module.exports = {
  operations(table) {
    table.comment('Plans being applied, and applied');
    table.string('id', 64).primary();
    table.string('service_account_id', 64).notNullable();
    table.string('created_by').notNullable().comment('A user entity reference');
    table.string('spec_hash', 64).notNullable();
    table.string('status').notNullable();
    table.text('steps').notNullable().comment('JSON');
    table.text('error').nullable().comment('JSON');
    table.string('created_at').notNullable().comment('ISO 8601');
    table
      .bigInteger('alive_at')
      .notNullable()
      .comment('Milliseconds on the clock of the database');
    table.index(['service_account_id', 'created_at'], 'operations_account_idx');
    table.index(['created_at'], 'operations_created_at_idx');
  },

  claims(table) {
    table.comment('Who writes one IAM service account now');
    table.string('cluster').notNullable();
    table.string('namespace').notNullable();
    table.string('name').notNullable();
    table.string('holder', 64).notNullable();
    table
      .bigInteger('expires_at')
      .notNullable()
      .comment('Milliseconds on the clock of the database');
    table.primary(['cluster', 'namespace', 'name']);
  },

  role_leases(table) {
    table.comment('Who writes one role now: ServiceAccounts may share it');
    table.string('role_arn', 2048).primary();
    table.string('holder', 64).notNullable();
    table
      .bigInteger('expires_at')
      .notNullable()
      .comment('Milliseconds on the clock of the database');
  },

  proofs(table) {
    table.comment('When live proofs were made');
    table.increments('seq').primary();
    table.string('service_account_id', 64).notNullable();
    table
      .bigInteger('made_at')
      .notNullable()
      .comment('Milliseconds on the clock of the database');
    table.index(['made_at'], 'proofs_made_at_idx');
    table.index(['service_account_id', 'made_at'], 'proofs_account_idx');
  },

  deliveries(table) {
    table.comment('IAM service accounts that another tool was asked for');
    table.string('service_account_id', 64).primary();
    table.string('format', 32).notNullable();
    table
      .string('state', 16)
      .notNullable()
      .comment('waiting, or arrived once everything was seen');
    table.string('since', 32).notNullable().comment('When it was asked for');
  },

  right_sizings(table) {
    table.comment('What was removed because nobody used it');
    table.string('id', 64).primary();
    table.string('service_account_id', 64).notNullable();
    table.string('made_at', 32).notNullable().comment('ISO 8601');
    table.string('made_by').notNullable().comment('Entity reference');
    table.text('request').notNullable().comment('What was to go, in JSON');
    table.text('spec_before').notNullable().comment('JSON');
    table.text('spec_after').notNullable().comment('JSON');
    table
      .string('operation_id', 64)
      .notNullable()
      .unique({ indexName: 'right_sizings_operation_idx' });
    table.string('undone_at', 32).nullable().comment('ISO 8601');
    table.string('undone_by').nullable().comment('Entity reference');
    table.string('undo_operation_id', 64).nullable();
    table.index(
      ['service_account_id', 'made_at'],
      'right_sizings_service_account_idx',
    );
  },
};
