/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('service_accounts', table => {
    table
      .string('mechanism')
      .notNullable()
      .defaultTo('irsa')
      .comment('irsa or pod-identity');
    table
      .string('verified_role_arn', 2048)
      .nullable()
      .comment('The role when the status was last verified');
    table.string('verified_role_id').nullable().comment('Begins with AROA');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('service_accounts', table => {
    table.dropColumns('mechanism', 'verified_role_arn', 'verified_role_id');
  });
};
