/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('cut_offs', table => {
    table.comment('Roles that may do nothing, since an incident');
    table.string('role_arn', 2048).primary();
    table.string('region', 64).notNullable();
    table.string('cut_off_at', 32).notNullable().comment('ISO 8601');
    table.string('cut_off_by').notNullable().comment('Entity reference');
    table.text('reason').notNullable();
    table
      .string('restored_at', 32)
      .nullable()
      .comment('ISO 8601; sessions issued before it stay denied');
    table
      .string('older_sessions_end_at', 32)
      .nullable()
      .comment('ISO 8601; when no older session can be left');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('cut_offs');
};
