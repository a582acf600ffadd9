/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('inventory_readings', table => {
    table.comment(
      'What sweeps read one by one, kept to be used again and renewed in turns',
    );
    table.string('scope', 120).notNullable();
    table
      .string('kind')
      .notNullable()
      .comment('association, bucket, role or assumed-role');
    table.string('key', 1024).notNullable();
    table.text('answer').notNullable().comment('Observation as JSON');
    table.string('read_at').notNullable().comment('ISO 8601');
    table.primary(['scope', 'kind', 'key']);
  });
  await knex.schema.alterTable('service_accounts', table => {
    table
      .string('proof_basis', 64)
      .nullable()
      .comment('What the live proof of the verification rests on, as a hash');
  });
  await knex.schema.alterTable('effective_permissions', table => {
    table
      .string('policy_set', 64)
      .nullable()
      .comment('What they follow from, where they are not written out');
    table.index(['policy_set'], 'effective_permissions_set_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex('effective_permissions').whereNotNull('policy_set').delete();
  await knex.schema.alterTable('effective_permissions', table => {
    table.dropIndex(['policy_set'], 'effective_permissions_set_idx');
    table.dropColumn('policy_set');
  });
  await knex.schema.alterTable('service_accounts', table => {
    table.dropColumn('proof_basis');
  });
  await knex.schema.dropTable('inventory_readings');
};
