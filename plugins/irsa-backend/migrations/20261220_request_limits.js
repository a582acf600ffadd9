/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('request_limits', table => {
    table.comment('How much of their limits on requests users have used');
    table.string('user_ref').notNullable().comment('A user entity reference');
    table.string('kind', 32).notNullable();
    table
      .bigInteger('free_at')
      .notNullable()
      .comment(
        'When all is free again, in milliseconds on the clock of the database',
      );
    table.primary(['user_ref', 'kind']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('request_limits');
};
