/** @type {Record<string, (table: import('knex').Knex.CreateTableBuilder, knex: import('knex').Knex) => void>} */
module.exports = {
  used_consents(table) {
    table.comment('Consents to adoptions that were used up');
    table
      .string('object_id')
      .notNullable()
      .comment('A RoleId, a UID or the id of an association');
    table.string('consent').notNullable();
    table.string('service_account_id', 64).notNullable();
    table.string('used_at').notNullable().comment('ISO 8601');
    table.primary(['object_id', 'consent']);
  },

  cut_offs(table) {
    table.comment('Roles that may do nothing, since an incident');
    table.string('role_arn', 2048).primary();
    table.string('region', 64).notNullable();
    table.string('cut_off_at', 32).notNullable().comment('ISO 8601');
    table.string('cut_off_by').notNullable().comment('Entity reference');
    table.text('reason').notNullable();
    table
      .string('restored_at', 32)
      .nullable()
      .comment('ISO 8601; sessions issued before it stay denied');
    table
      .string('older_sessions_end_at', 32)
      .nullable()
      .comment('ISO 8601; when no older session can be left');
  },

  request_limits(table) {
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
  },

  approvals(table, knex) {
    table.comment('What has to be decided before one plan is applied');
    table.string('id', 36).primary();
    table.string('rule').notNullable().comment('A name in irsa.approvals');
    table.string('gate').notNullable().comment('What decides');
    table.string('state', 16).notNullable();
    table.string('digest', 64).notNullable().comment('Of the plan');
    table.string('service_account_id', 64).notNullable();
    table.string('entity_ref', 500).notNullable();
    table.string('owner').notNullable().comment('Entity reference');
    table.string('requested_by').notNullable().comment('Entity reference');
    table.string('requested_at', 32).notNullable().comment('ISO 8601');
    table.string('expires_at', 32).notNullable().comment('ISO 8601');
    table.text('reason').nullable();
    table.string('change_number', 64).nullable();
    table.text('spec').notNullable().comment('JSON');
    table.text('steps').notNullable().comment('JSON');
    table.text('risks').notNullable().comment('JSON');
    table.string('decided_by').nullable();
    table.string('decided_at', 32).nullable().comment('ISO 8601');
    table.text('decision_reason').nullable();
    table.string('operation_id', 36).nullable().comment('That used it last');
    table
      .text('effects')
      .notNullable()
      .comment('Digests of what its steps do, or are left to do, as JSON');
    table.index(['requested_by', 'requested_at']);
    table.index(['state', 'expires_at']);
    table.unique(['service_account_id', 'digest', 'requested_by', 'rule'], {
      indexName: 'approvals_open_idx',
      predicate: knex.whereRaw("state in ('pending', 'approved')"),
    });
  },

  break_glass(table) {
    table.comment(
      'Who applies without approvals in an AWS account for some hours, and why',
    );
    table.string('id', 36).primary();
    table.string('user_ref').notNullable().comment('Entity reference');
    table.string('account_id', 12).notNullable();
    table.text('reason').notNullable();
    table.string('opened_at', 32).notNullable().comment('ISO 8601');
    table.string('expires_at', 32).notNullable().comment('ISO 8601');
    table.index(['user_ref', 'expires_at']);
  },

  transfers(table, knex) {
    table.comment('Requests to give an IAM service account to another owner');
    table.string('id', 64).primary();
    table.string('service_account_id', 64).notNullable();
    table.string('cluster').notNullable();
    table.string('namespace').notNullable();
    table.string('name').notNullable();
    table.string('entity_ref').nullable();
    table.string('from_owner').notNullable().comment('Entity reference');
    table.string('to_owner').notNullable().comment('Entity reference');
    table.string('requested_by').notNullable().comment('Entity reference');
    table.string('requested_at', 32).notNullable().comment('ISO 8601');
    table.string('expires_at', 32).notNullable().comment('ISO 8601');
    table.string('state', 16).notNullable();
    table.text('reason').nullable();
    table.string('decided_by').nullable().comment('Entity reference');
    table.string('decided_at', 32).nullable().comment('ISO 8601');
    table.text('decision_reason').nullable();
    table.index(
      ['service_account_id', 'requested_at'],
      'transfers_service_account_idx',
    );
    table.unique(['service_account_id'], {
      indexName: 'transfers_pending_idx',
      predicate: knex.whereRaw("state = 'pending'"),
    });
  },
};
