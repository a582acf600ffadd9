/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('service_accounts', table => {
    table
      .string('entity_uid')
      .nullable()
      .comment('Of the entity in the catalog, so that a recreated one is told');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('service_accounts', table => {
    table.dropColumn('entity_uid');
  });
};
