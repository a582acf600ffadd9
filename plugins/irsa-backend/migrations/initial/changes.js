/** @type {Record<string, (table: import('knex').Knex.CreateTableBuilder) => void>} */
module.exports = {
  changes(table) {
    table.comment('Changes of AWS, of clusters and of ownership, as asked for');
    table.text('id').primary();
    table.text('action').notNullable();
    table
      .text('requester')
      .notNullable()
      .comment('Entity reference of the user, or a pseudonym');
    table.text('approver');
    table.text('reason');
    table.text('change_number');
    table.text('operation_id').comment('The id in operations');
    table.text('service_account_id');
    table.text('cluster');
    table.text('namespace');
    table.text('name');
    table.text('finding_id');
    table.text('entity_ref');
    table.text('owner');
    table.text('account_id');
    table.text('started_at').notNullable();
    table.index(['started_at', 'id']);
    table.index(['service_account_id', 'started_at']);
    table.index(['operation_id']);
  },

  change_writes(table) {
    table.comment('The writes of a change: each is stored before it is made');
    table.text('change_id').notNullable();
    table.integer('position').notNullable();
    table.text('write').notNullable().comment('JSON: target and documents');
    table.primary(['change_id', 'position']);
  },

  change_results(table) {
    table.comment('What came of a change, or of one of its writes');
    table.text('change_id').notNullable();
    table
      .integer('position')
      .notNullable()
      .comment('Of the write; -1 for the whole change');
    table.text('result').notNullable();
    table.text('message');
    table.text('requests').comment('JSON: the requests to AWS, with their ids');
    table.text('digest').comment('Of all writes, for the whole change');
    table.text('ended_at').notNullable();
    table.primary(['change_id', 'position']);
  },
};
