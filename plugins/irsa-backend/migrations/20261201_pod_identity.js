/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('service_accounts', table => {
    table
      .text('association')
      .nullable()
      .comment('The EKS Pod Identity association as last observed, as JSON');
    table
      .string('annotated_role_arn', 2048)
      .nullable()
      .comment('The role that the annotation names, as last observed');
    table
      .string('migration_stage')
      .notNullable()
      .defaultTo('irsa')
      .comment('irsa, moving or pod-identity');
    table
      .integer('pods_to_restart')
      .notNullable()
      .defaultTo(0)
      .comment('Pods that hold credentials of the mechanism that is left');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('service_accounts', table => {
    table.dropColumns(
      'association',
      'annotated_role_arn',
      'migration_stage',
      'pods_to_restart',
    );
  });
};
