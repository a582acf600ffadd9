/** @type {Record<string, (table: import('knex').Knex.CreateTableBuilder) => void>} */
module.exports = {
  waves(table) {
    table.comment('The same change of many IAM service accounts');
    table.string('id', 64).primary();
    table.string('kind', 16).notNullable().comment('clone or migrate');
    table.string('cluster').notNullable();
    table.string('to_cluster').nullable();
    table.string('mechanism', 16).nullable();
    table.string('namespace').nullable();
    table.string('owner').nullable().comment('Entity reference');
    table.string('reason', 500).nullable();
    table.string('change_number', 64).nullable();
    table.string('created_by').notNullable().comment('A user entity reference');
    table.string('created_at', 32).notNullable().comment('ISO 8601');
    table.string('state', 16).notNullable();
    table.string('state_reason', 1000).nullable();
    table.boolean('undoing').notNullable().defaultTo(false);
    table
      .string('commanded_by')
      .nullable()
      .comment(
        'Whose permissions were asked for last, a user entity reference',
      );
    table
      .string('commanded_at', 32)
      .nullable()
      .comment('When they were asked for, ISO 8601');
    table.text('summary').notNullable().comment('What the plans come to, JSON');
    table.index(['created_at'], 'waves_created_at_idx');
    table.index(['state'], 'waves_state_idx');
  },

  wave_items(table) {
    table.comment('The IAM service accounts of waves');
    table.string('wave_id', 64).notNullable();
    table.integer('position').notNullable();
    table
      .string('source_id', 64)
      .notNullable()
      .comment('The IAM service account that was selected');
    table
      .string('service_account_id', 64)
      .notNullable()
      .comment('The one that changes, which a clone makes');
    table.string('cluster').notNullable().comment('Where it changes');
    table.string('namespace').notNullable();
    table.string('name').notNullable();
    table.string('state', 16).notNullable();
    table.text('reason').nullable();
    table
      .text('ownership')
      .nullable()
      .comment('JSON; null where the caller may not change it');
    table.text('spec_before').nullable().comment('Of the one selected, JSON');
    table.text('spec_after').nullable().comment('What is applied, JSON');
    table.text('blockers').notNullable().comment('JSON');
    table.text('warnings').notNullable().comment('JSON');
    table.text('steps').notNullable().comment('Sentences, JSON');
    table.integer('reads').notNullable().comment('Calls that its plan took');
    table
      .text('trust')
      .nullable()
      .comment('What it adds to the trust policy of its role, JSON');
    table.string('started_at', 32).nullable().comment('ISO 8601');
    table.string('ended_at', 32).nullable().comment('ISO 8601');
    table.primary(['wave_id', 'position']);
    table.index(['wave_id', 'state'], 'wave_items_state_idx');
  },

  wave_leases(table) {
    table.comment('Which replica works on a wave');
    table.string('wave_id', 64).primary();
    table.string('holder', 64).notNullable();
    table
      .bigInteger('expires_at')
      .notNullable()
      .comment('Milliseconds on the clock of the database');
  },
};
