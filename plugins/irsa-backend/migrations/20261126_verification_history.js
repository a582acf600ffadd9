/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('verifications', table => {
    table
      .boolean('changed')
      .notNullable()
      .defaultTo(true)
      .comment('Whether a check answers otherwise than the time before');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('verifications', table => {
    table.dropColumn('changed');
  });
};
