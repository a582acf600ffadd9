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
    table.index(['told'], 'findings_told_idx');
    table.index(
      ['announced', 'mended_at', 'accepted_until', 'id'],
      'findings_announced_idx',
    );
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
    table.index(['told_status'], 'service_accounts_told_idx');
    // Rows are wide: what has changed is found by this index alone.
    table.index(
      ['status', 'announced_status', 'gone_at', 'id'],
      'service_accounts_announced_idx',
    );
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('service_accounts', table => {
    table.dropIndex(['told_status'], 'service_accounts_told_idx');
    table.dropIndex(
      ['status', 'announced_status', 'gone_at', 'id'],
      'service_accounts_announced_idx',
    );
    table.dropColumns('told_status', 'told_owners', 'announced_status');
  });
  await knex.schema.alterTable('findings', table => {
    table.dropIndex(['told'], 'findings_told_idx');
    table.dropIndex(
      ['announced', 'mended_at', 'accepted_until', 'id'],
      'findings_announced_idx',
    );
    table.dropColumns('told_owners', 'announced');
  });
};
