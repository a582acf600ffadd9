/** @type {Record<string, (table: import('knex').Knex.CreateTableBuilder, knex: import('knex').Knex) => void>} */
module.exports = {
  findings(table, knex) {
    table.comment('What is wrong, was wrong, or is accepted');
    table.string('id', 64).primary();
    table.string('scope', 120).notNullable();
    table.string('check_id', 64).notNullable();
    table
      .integer('severity')
      .notNullable()
      .comment('Rank: 0 low to 3 critical');
    table.string('subject_kind').notNullable();
    table.string('subject_id', 64).notNullable();
    table.string('subject_name', 2048).notNullable();
    table.string('cluster').nullable();
    table.string('namespace').nullable();
    table.string('account_id', 12).nullable();
    table.text('message').notNullable();
    table.string('digest', 64).notNullable();
    table.string('entity_ref').nullable();
    table.text('owners').notNullable().defaultTo('|');
    table.string('first_seen_at').notNullable().comment('ISO 8601');
    table.string('last_seen_at').notNullable().comment('ISO 8601');
    table.string('resolved_at').nullable().comment('ISO 8601');
    table.string('accepted_by').nullable();
    table.text('accepted_reason').nullable();
    table.string('accepted_at').nullable().comment('ISO 8601');
    table.string('accepted_until').nullable().comment('ISO 8601');
    table
      .string('notified')
      .nullable()
      .comment('The state that owners were last notified of: open or resolved');
    table
      .text('notified_owners')
      .notNullable()
      .defaultTo('|')
      .comment('Owners who were notified that it is open, each between two |');
    table
      .string('announced')
      .nullable()
      .comment('The last event about it: opened, resolved or accepted');
    // It is long, and SQLite reads a row from its beginning to the last column that is asked for.
    table.text('detail').notNullable().comment('FindingDetail as JSON');
    table.index(['scope', 'resolved_at'], 'findings_scope_idx');
    table.index(['severity', 'id'], 'findings_worst_idx', {
      predicate: knex.whereNull('resolved_at'),
    });
    // Open findings are counted for all IAM service accounts of a scan: from the index alone that takes a third of the time.
    table.index(
      ['subject_kind', 'subject_id', 'resolved_at', 'accepted_until'],
      'findings_subject_idx',
    );
    table.index(['notified'], 'findings_notified_idx');
    table.index(
      ['announced', 'resolved_at', 'accepted_until', 'id'],
      'findings_announced_idx',
    );
  },
};
