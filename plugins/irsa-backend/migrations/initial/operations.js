/** @type {Record<string, (table: import('knex').Knex.CreateTableBuilder) => void>} */
module.exports = {
  operations(table) {
    table.comment('Plans being applied, and applied');
    table.text('id').primary();
    table.text('service_account_id').notNullable();
    table.text('created_by').notNullable().comment('A user entity reference');
    table.text('spec_hash').notNullable();
    table.text('status').notNullable();
    table.text('steps').notNullable().comment('JSON');
    table.text('error').nullable().comment('JSON');
    table.text('created_at').notNullable().comment('ISO 8601');
    table
      .bigInteger('alive_at')
      .notNullable()
      .comment('Milliseconds on the clock of the database');
    table.index(['service_account_id', 'created_at'], 'operations_account_idx');
    table.index(['created_at'], 'operations_created_at_idx');
  },

  claims(table) {
    table.comment('Who writes one IAM service account now');
    table.text('cluster').notNullable();
    table.text('namespace').notNullable();
    table.text('name').notNullable();
    table.text('holder').notNullable();
    table
      .bigInteger('expires_at')
      .notNullable()
      .comment('Milliseconds on the clock of the database');
    table.primary(['cluster', 'namespace', 'name']);
  },

  role_leases(table) {
    table.comment('Who writes one role now: ServiceAccounts may share it');
    table.text('role_arn').primary();
    table.text('holder').notNullable();
    table
      .bigInteger('expires_at')
      .notNullable()
      .comment('Milliseconds on the clock of the database');
  },

  trust_writes(table) {
    table.comment(
      'Trust policies that were written or replaced, until IAM shows it everywhere',
    );
    table.increments('seq').primary();
    table.text('role_arn').notNullable();
    table.text('document').notNullable().comment('JSON');
    table
      .bigInteger('written_at')
      .notNullable()
      .comment('Milliseconds on the clock of the database');
    table.index(['role_arn', 'written_at'], 'trust_writes_role_idx');
    table.index(['written_at'], 'trust_writes_written_at_idx');
  },

  proofs(table) {
    table.comment('When live proofs were made');
    table.increments('seq').primary();
    table.text('service_account_id').notNullable();
    table
      .bigInteger('made_at')
      .notNullable()
      .comment('Milliseconds on the clock of the database');
    table.index(['made_at'], 'proofs_made_at_idx');
    table.index(['service_account_id', 'made_at'], 'proofs_account_idx');
  },

  deliveries(table) {
    table.comment('IAM service accounts that another tool was asked for');
    table.text('service_account_id').primary();
    table.text('format').notNullable();
    table
      .text('state')
      .notNullable()
      .comment('pending, or delivered once everything was seen');
    table.text('since').notNullable().comment('When it was asked for');
  },

  right_sizings(table) {
    table.comment('What was removed because nobody used it');
    table.text('id').primary();
    table.text('service_account_id').notNullable();
    table.text('made_at').notNullable().comment('ISO 8601');
    table.text('made_by').notNullable().comment('Entity reference');
    table.text('request').notNullable().comment('What was to go, in JSON');
    table.text('spec_before').notNullable().comment('JSON');
    table.text('spec_after').notNullable().comment('JSON');
    table
      .text('operation_id')
      .notNullable()
      .unique({ indexName: 'right_sizings_operation_idx' });
    table.text('undone_at').nullable().comment('ISO 8601');
    table.text('undone_by').nullable().comment('Entity reference');
    table.text('undo_operation_id').nullable();
    table.index(
      ['service_account_id', 'made_at'],
      'right_sizings_service_account_idx',
    );
  },
};
