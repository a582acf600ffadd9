/** @type {Record<string, (table: import('knex').Knex.CreateTableBuilder, knex: import('knex').Knex) => void>} */
module.exports = {
  findings(table, knex) {
    table.comment('What is wrong, was wrong, or is accepted');
    table.text('id').primary();
    table.text('scope').notNullable();
    table.text('check_id').notNullable();
    table
      .integer('severity')
      .notNullable()
      .comment('Rank: 0 low to 3 critical');
    table
      .integer('severity_in_use')
      .notNullable()
      .comment('The rank that it has with running pods');
    table.text('subject_kind').notNullable();
    table.text('subject_id').notNullable();
    table.text('subject_name').notNullable();
    table.text('cluster').nullable();
    table.text('namespace').nullable();
    table.text('account_id').nullable();
    table.text('message').notNullable();
    table.text('digest').notNullable();
    table.text('entity_ref').nullable();
    table.text('owners').notNullable().defaultTo('|');
    table.text('first_seen_at').notNullable().comment('ISO 8601');
    table.text('last_seen_at').notNullable().comment('ISO 8601');
    table.text('resolved_at').nullable().comment('ISO 8601');
    table.text('accepted_by').nullable();
    table.text('accepted_reason').nullable();
    table.text('accepted_at').nullable().comment('ISO 8601');
    table.text('accepted_until').nullable().comment('ISO 8601');
    table
      .text('notified')
      .nullable()
      .comment(
        'The state that owners were last notified of: open, accepted, resolved or retired',
      );
    table
      .text('notified_owners')
      .notNullable()
      .defaultTo('|')
      .comment(
        'Owners and former owners whose last notification says that it is open, each between two |',
      );
    table
      .text('informed_owners')
      .notNullable()
      .defaultTo('|')
      .comment(
        'Owners who were notified of notified_severity or worse, in the order of owners',
      );
    table
      .integer('notified_severity')
      .nullable()
      .comment('The lowest rank that an informed owner was notified of');
    table
      .text('announced')
      .nullable()
      .comment(
        'The last event about it: opened, resolved, accepted or retired',
      );
    // It is long, and SQLite reads a row from its beginning to the last column that is asked for.
    table.text('detail').notNullable().comment('FindingDetail as JSON');
    table
      .text('extent')
      .nullable()
      .comment('All that it covers, as a JSON array; null if it cannot grow');
    table
      .text('accepted_extent')
      .nullable()
      .comment('What it covered when it was accepted');
    table.index(['scope', 'resolved_at'], 'findings_scope_idx');
    table.index(['severity', 'id'], 'findings_worst_idx', {
      predicate: knex.whereNull('resolved_at'),
    });
    // Open findings are counted for all IAM service accounts of a scan: from the index alone that takes a third of the time.
    table.index(
      ['subject_id', 'resolved_at', 'accepted_until', 'severity'],
      'findings_subject_idx',
    );
    table.index(['notified'], 'findings_notified_idx');
    table.index(
      ['announced', 'resolved_at', 'accepted_until', 'id'],
      'findings_announced_idx',
    );
  },
};
