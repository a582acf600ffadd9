/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('findings', table => {
    table
      .text('told_owners')
      .notNullable()
      .defaultTo('|')
      .comment('Owners who were told that it is open, each between two |');
    table
      .string('announced')
      .nullable()
      .comment('The last event about it: opened, mended or accepted');
  });
  await knex.schema.alterTable('service_accounts', table => {
    table
      .string('told_status')
      .nullable()
      .comment('What owners were told of last: broken or mended');
    table
      .text('told_owners')
      .notNullable()
      .defaultTo('|')
      .comment('Owners who were told that it is broken, each between two |');
    table
      .string('announced_status')
      .nullable()
      .comment('The status of the last event about it');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('service_accounts', table => {
    table.dropColumns('told_status', 'told_owners', 'announced_status');
  });
  await knex.schema.alterTable('findings', table => {
    table.dropColumns('told_owners', 'announced');
  });
};
