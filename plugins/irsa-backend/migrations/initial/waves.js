/** @type {Record<string, (table: import('knex').Knex.CreateTableBuilder) => void>} */
module.exports = {
  waves(table) {
    table.comment('The same change of many IAM service accounts');
    table.text('id').primary();
    table.text('kind').notNullable().comment('clone or migrate');
    table.text('cluster').notNullable();
    table.text('to_cluster').nullable();
    table.text('mechanism').nullable();
    table.text('namespace').nullable();
    table.text('owner').nullable().comment('Entity reference');
    table.text('reason').nullable();
    table.text('change_number').nullable();
    table.text('created_by').notNullable().comment('A user entity reference');
    table.text('created_at').notNullable().comment('ISO 8601');
    table.text('state').notNullable();
    table.text('state_reason').nullable();
    table.boolean('undoing').notNullable().defaultTo(false);
    table
      .text('commanded_by')
      .nullable()
      .comment(
        'Whose permissions were asked for last, a user entity reference',
      );
    table
      .text('commanded_at')
      .nullable()
      .comment('When they were asked for, ISO 8601');
    table.text('summary').notNullable().comment('What the plans come to, JSON');
    table.index(['created_at'], 'waves_created_at_idx');
    table.index(['state'], 'waves_state_idx');
  },

  wave_items(table) {
    table.comment('The IAM service accounts of waves');
    table.text('wave_id').notNullable();
    table.integer('position').notNullable();
    table
      .text('source_id')
      .notNullable()
      .comment('The IAM service account that was selected');
    table
      .text('service_account_id')
      .notNullable()
      .comment('The one that changes, which a clone makes');
    table.text('cluster').notNullable().comment('Where it changes');
    table.text('namespace').notNullable();
    table.text('name').notNullable();
    table.text('state').notNullable();
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
    table
      .text('wrote_at')
      .nullable()
      .comment(
        'When the wave began to write for it, ISO 8601; null if it never did',
      );
    table.text('ended_at').nullable().comment('ISO 8601');
    table.primary(['wave_id', 'position']);
    table.index(['wave_id', 'state'], 'wave_items_state_idx');
  },

  wave_leases(table) {
    table.comment('Which replica works on a wave');
    table.text('wave_id').primary();
    table.text('holder').notNullable();
    table
      .bigInteger('expires_at')
      .notNullable()
      .comment('Milliseconds on the clock of the database');
  },
};
