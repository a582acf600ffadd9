/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('service_accounts', table => {
    table.comment('IAM service accounts, as last observed and verified');
    table.string('id', 64).primary();
    table.string('cluster').notNullable();
    table.string('namespace').notNullable();
    table.string('name').notNullable();
    table.string('entity_ref').nullable().comment('Who it was made for');
    table.string('owner').nullable();
    table.string('role_arn', 2048).nullable();
    table.string('service_account_uid').nullable();
    table.string('namespace_uid').nullable();
    table.text('spec').nullable().comment('The last spec applied, as JSON');
    table.string('status').nullable();
    table.text('verification').nullable().comment('JSON');
    table.text('permissions').nullable().comment('JSON');
    table.text('workloads').nullable().comment('JSON');
    table.string('created_at').notNullable().comment('ISO 8601');
    table.string('updated_at').notNullable().comment('ISO 8601');
    table.unique(['cluster', 'namespace', 'name'], {
      indexName: 'service_accounts_place_uniq',
    });
    table.index(['entity_ref'], 'service_accounts_entity_ref_idx');
    table.index(['status'], 'service_accounts_status_idx');
  });

  await knex.schema.createTable('managed_objects', table => {
    table.comment('What this product made; written before it is made');
    table
      .string('object', 2100)
      .notNullable()
      .comment('An ARN, or cluster/namespace/name');
    table.string('service_account_id', 64).notNullable();
    table.string('created_at').notNullable().comment('ISO 8601');
    table.primary(['service_account_id', 'object']);
  });

  await knex.schema.createTable('verifications', table => {
    table.comment('One row a verification');
    table.increments('seq').primary();
    table.string('service_account_id', 64).notNullable();
    table.string('status').notNullable();
    table.string('checked_at').notNullable().comment('ISO 8601');
    table.text('verification').notNullable().comment('JSON');
    table.index(['service_account_id', 'seq'], 'verifications_account_idx');
  });

  await knex.schema.createTable('operations', table => {
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
  });

  await knex.schema.createTable('claims', table => {
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
  });

  await knex.schema.createTable('proofs', table => {
    table.comment('When live proofs were made');
    table.increments('seq').primary();
    table.string('service_account_id', 64).notNullable();
    table
      .bigInteger('made_at')
      .notNullable()
      .comment('Milliseconds on the clock of the database');
    table.index(['made_at'], 'proofs_made_at_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'proofs',
    'claims',
    'operations',
    'verifications',
    'managed_objects',
    'service_accounts',
  ]) {
    await knex.schema.dropTable(table);
  }
};
