/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('right_sizings', table => {
    table.comment('What was taken away because nobody used it');
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
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('right_sizings');
};
