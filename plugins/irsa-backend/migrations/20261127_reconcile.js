/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('role_leases', table => {
    table.comment('Who writes one role now: ServiceAccounts may share it');
    table.string('role_arn', 2048).primary();
    table.string('holder', 64).notNullable();
    table
      .bigInteger('expires_at')
      .notNullable()
      .comment('Milliseconds on the clock of the database');
  });
  await knex.schema.alterTable('service_accounts', table => {
    table
      .text('drift')
      .nullable()
      .comment('The steps back to the spec as last observed, as JSON');
  });
  await knex.schema.alterTable('managed_objects', table => {
    table
      .boolean('adopted')
      .notNullable()
      .defaultTo(false)
      .comment('It was there before us: it is let go, never deleted');
    table.index(['object'], 'managed_objects_object_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('managed_objects', table => {
    table.dropIndex(['object'], 'managed_objects_object_idx');
    table.dropColumn('adopted');
  });
  await knex.schema.alterTable('service_accounts', table => {
    table.dropColumn('drift');
  });
  await knex.schema.dropTable('role_leases');
};
