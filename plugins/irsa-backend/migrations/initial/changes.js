/** @type {Record<string, (table: import('knex').Knex.CreateTableBuilder) => void>} */
module.exports = {
  changes(table) {
    table.comment('Changes of AWS, of clusters and of ownership, as asked for');
    table.string('id', 36).primary();
    table.string('action', 32).notNullable();
    table
      .string('requester', 255)
      .notNullable()
      .comment('Entity reference of the user, or a pseudonym');
    table.string('approver', 255);
    table.text('reason');
    table.string('change_number', 64);
    table.string('operation_id', 36).comment('The id in operations');
    table.string('service_account_id', 64);
    table.string('cluster', 100);
    table.string('namespace', 63);
    table.string('name', 253);
    table.string('finding_id', 64);
    table.string('entity_ref', 500);
    table.string('owner', 255);
    table.string('account_id', 12);
    table.string('started_at', 32).notNullable();
    table.index(['started_at', 'id']);
    table.index(['service_account_id', 'started_at']);
    table.index(['operation_id']);
  },

  change_writes(table) {
    table.comment('The writes of a change: each is stored before it is made');
    table.string('change_id', 36).notNullable();
    table.integer('position').notNullable();
    table.text('write').notNullable().comment('JSON: target and documents');
    table.primary(['change_id', 'position']);
  },

  change_results(table) {
    table.comment('What came of a change, or of one of its writes');
    table.string('change_id', 36).notNullable();
    table
      .integer('position')
      .notNullable()
      .comment('Of the write; -1 for the whole change');
    table.string('result', 16).notNullable();
    table.text('message');
    table.text('requests').comment('JSON: the requests to AWS, with their ids');
    table.string('digest', 64).comment('Of all writes, for the whole change');
    table.string('ended_at', 32).notNullable();
    table.primary(['change_id', 'position']);
  },
};
