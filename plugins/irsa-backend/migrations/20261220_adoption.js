/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('used_consents', table => {
    table.comment('Consents to adoptions that were used up');
    table
      .string('object_id')
      .notNullable()
      .comment('A RoleId, a UID or the id of an association');
    table.string('consent').notNullable();
    table.string('service_account_id', 64).notNullable();
    table.string('used_at').notNullable().comment('ISO 8601');
    table.primary(['object_id', 'consent']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('used_consents');
};
