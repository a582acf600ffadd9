/** @type {Record<string, (table: import('knex').Knex.CreateTableBuilder, knex: import('knex').Knex) => void>} */
module.exports = {
  used_consents(table) {
    table.comment('Consents to adoptions that were used up');
    table
      .text('object_id')
      .notNullable()
      .comment('A RoleId, a UID or the id of an association');
    table.text('consent').notNullable();
    table.text('service_account_id').notNullable();
    table.text('used_at').notNullable().comment('ISO 8601');
    table.primary(['object_id', 'consent']);
  },

  cut_offs(table) {
    table.comment('Roles that may do nothing, since an incident');
    table.text('role_arn').primary();
    table.text('region').notNullable();
    table.text('cut_off_at').notNullable().comment('ISO 8601');
    table.text('cut_off_by').notNullable().comment('Entity reference');
    table.text('reason').notNullable();
    table
      .text('restored_at')
      .nullable()
      .comment('ISO 8601; sessions issued before it stay denied');
    table
      .text('older_sessions_end_at')
      .nullable()
      .comment('ISO 8601; when no older session can be left');
  },

  request_limits(table) {
    table.comment('How much of their limits on requests users have used');
    table.text('user_ref').notNullable().comment('A user entity reference');
    table.text('kind').notNullable();
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
    table.text('id').primary();
    table.text('rule').notNullable().comment('A name in irsa.approvals');
    table.text('gate').notNullable().comment('What decides');
    table.text('state').notNullable();
    table.text('digest').notNullable().comment('Of the plan');
    table.text('service_account_id').notNullable();
    table.text('entity_ref').notNullable();
    table.text('owner').notNullable().comment('Entity reference');
    table.text('requested_by').notNullable().comment('Entity reference');
    table.text('requested_at').notNullable().comment('ISO 8601');
    table.text('expires_at').notNullable().comment('ISO 8601');
    table.text('reason').nullable();
    table.text('change_number').nullable();
    table.text('spec').notNullable().comment('JSON');
    table.text('steps').notNullable().comment('JSON');
    table.text('risks').notNullable().comment('JSON');
    table.text('decided_by').nullable();
    table.text('decided_at').nullable().comment('ISO 8601');
    table.text('decision_reason').nullable();
    table.text('operation_id').nullable().comment('That used it last');
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
    table.text('id').primary();
    table.text('user_ref').notNullable().comment('Entity reference');
    table.text('account_id').notNullable();
    table.text('reason').notNullable();
    table.text('opened_at').notNullable().comment('ISO 8601');
    table.text('expires_at').notNullable().comment('ISO 8601');
    table.index(['user_ref', 'expires_at']);
  },

  transfers(table, knex) {
    table.comment('Requests to give an IAM service account to another owner');
    table.text('id').primary();
    table.text('service_account_id').notNullable();
    table.text('cluster').notNullable();
    table.text('namespace').notNullable();
    table.text('name').notNullable();
    table.text('entity_ref').nullable();
    table.text('from_owner').notNullable().comment('Entity reference');
    table.text('to_owner').notNullable().comment('Entity reference');
    table.text('requested_by').notNullable().comment('Entity reference');
    table.text('requested_at').notNullable().comment('ISO 8601');
    table.text('expires_at').notNullable().comment('ISO 8601');
    table.text('state').notNullable();
    table.text('reason').nullable();
    table.text('decided_by').nullable().comment('Entity reference');
    table.text('decided_at').nullable().comment('ISO 8601');
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
