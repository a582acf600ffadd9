/** @typedef {import('knex').Knex.CreateTableBuilder} Table */

/** @param {Table} table */
function requested(table) {
  table.text('id').primary();
  table.text('cluster').notNullable();
  table.text('namespace').notNullable();
  table.text('name').notNullable();
  table.text('entity_ref').nullable().comment('Who it was made for');
  table
    .text('entity_uid')
    .nullable()
    .comment('Of the entity in the catalog, so that a recreated one is told');
  table.text('owner').nullable();
  table
    .text('mechanism')
    .notNullable()
    .defaultTo('irsa')
    .comment('irsa or pod-identity');
  table.text('spec').nullable().comment('The last spec applied, as JSON');
  table.text('created_at').notNullable().comment('ISO 8601');
  table.text('updated_at').notNullable().comment('ISO 8601');
}

/** @param {Table} table */
function observed(table) {
  table.text('role_arn').nullable();
  table.text('service_account_uid').nullable();
  table.text('namespace_uid').nullable();
  table
    .text('association')
    .nullable()
    .comment('The EKS Pod Identity association as last observed, as JSON');
  table
    .text('annotated_role_arn')
    .nullable()
    .comment('The role that the annotation names, as last observed');
  table
    .text('managed_by')
    .nullable()
    .comment('The other tool that manages it, as last observed, as JSON');
  table
    .text('drift')
    .nullable()
    .comment('The steps back to the spec as last observed, as JSON');
  table
    .text('migration_stage')
    .notNullable()
    .defaultTo('irsa')
    .comment('irsa, in-progress or pod-identity');
  table
    .integer('pods_to_restart')
    .notNullable()
    .defaultTo(0)
    .comment('Pods that hold credentials of the mechanism that is left');
}

/** @param {Table} table */
function verified(table) {
  table.text('status').nullable();
  table
    .text('settling_until')
    .nullable()
    .comment('Until when IAM may spread what was written for it; ISO 8601');
  table
    .text('verified_role_arn')
    .nullable()
    .comment('The role when the status was last verified');
  table.text('verified_role_id').nullable().comment('Begins with AROA');
  table
    .text('proof')
    .nullable()
    .comment(
      'The last live proof that STS answered, with hashes of what it depends on, as JSON',
    );
}

/** @param {Table} table */
function scanned(table) {
  table.text('scope').nullable();
  table.text('digest').nullable();
  table.text('role_account_id').nullable().comment('The account of the role');
  table.text('role_row_id').nullable().comment('The id in inventory_roles');
  table.integer('pods').nullable().comment('Null if pods were not read');
  table
    .integer('open_findings')
    .notNullable()
    .defaultTo(0)
    .comment('About it, its role and its workloads, as last counted');
  table.text('owners').notNullable().defaultTo('|');
  table
    .text('catalog_entity_ref')
    .nullable()
    .comment('The entity that the catalog joins it to');
  table
    .text('linked_entity_ref')
    .nullable()
    .comment('The entity that an administrator linked it to');
  table
    .text('proposed_entity')
    .nullable()
    .comment('JSON: the entity that it may well belong to, and why');
  table.text('scanned_at').nullable().comment('ISO 8601');
  table.text('deleted_at').nullable().comment('ISO 8601');
}

/** @param {Table} table */
function notified(table) {
  table
    .text('notified_status')
    .nullable()
    .comment(
      'The status that owners were last notified of: broken, accepted, resolved or retired',
    );
  table
    .text('notified_owners')
    .notNullable()
    .defaultTo('|')
    .comment(
      'Owners and former owners whose last notification says that it is broken, each between two |',
    );
  table
    .text('informed_owners')
    .notNullable()
    .defaultTo('|')
    .comment(
      'Owners who were notified that it is broken, in the order of owners',
    );
  table
    .text('announced_status')
    .nullable()
    .comment('The status of the last event about it');
}

/**
 * What is long, and read of few at a time. It stands last: SQLite reads a row from its beginning to the last column that is asked for.
 *
 * @param {Table} table
 */
function long(table) {
  table.text('workloads').nullable().comment('JSON');
  table.text('permissions').nullable().comment('JSON');
  table.text('verification').nullable().comment('JSON');
}

/** How it is joined to an entity, in the words of the query that filters by it. */
const LINK =
  "(case when owner is null and linked_entity_ref is not null then 'linked' when proposed_entity is not null then 'proposed' end)";

/**
 * @param {Table} table
 * @param {import('knex').Knex} knex
 */
function indexes(table, knex) {
  table.unique(['cluster', 'namespace', 'name'], {
    indexName: 'service_accounts_place_uniq',
  });
  table.index(['entity_ref'], 'service_accounts_entity_ref_idx');
  table.index(['linked_entity_ref'], 'service_accounts_linked_entity_idx');
  table.index(
    [knex.raw('coalesce(catalog_entity_ref, entity_ref)')],
    'service_accounts_shown_entity_idx',
  );
  table.index(['status'], 'service_accounts_status_idx');
  // The order of the list: its pages are read from it, however many there are.
  table.index(
    [
      knex.raw("coalesce(status, 'unknown')"),
      'cluster',
      'namespace',
      'name',
      'id',
    ],
    'service_accounts_list_idx',
    { predicate: knex.whereNull('deleted_at') },
  );
  // The same of those that are linked or proposed, which are few.
  table.index(
    [
      knex.raw(LINK),
      knex.raw("coalesce(status, 'unknown')"),
      'cluster',
      'namespace',
      'name',
      'id',
    ],
    'service_accounts_link_idx',
    { predicate: knex.whereRaw(`deleted_at is null and ${LINK} is not null`) },
  );
  table.index(['role_row_id'], 'service_accounts_role_idx');
  table.index(['scope', 'deleted_at'], 'service_accounts_scope_idx');
  // Who has a role is asked for one role at a time, and for one account: by a scan of each.
  table.index(
    [knex.raw('substr(role_arn, 1, 512)')],
    'service_accounts_arn_idx',
  );
  table.index(['role_account_id', 'id'], 'service_accounts_account_idx');
  table.index(['id'], 'service_accounts_target_idx', {
    predicate: knex.whereRaw(
      "(coalesce(association, '') like '%targetRoleArn%' or replace(coalesce(association, ''), '\"' || coalesce(role_arn, '') || '\"', '') = coalesce(association, 'none'))",
    ),
  });
  // Lists are counted and ordered by it alone: the rows themselves are long.
  table.index(
    [
      'cluster',
      'namespace',
      'name',
      'id',
      'deleted_at',
      'status',
      'mechanism',
      'role_row_id',
      'entity_ref',
      'catalog_entity_ref',
    ],
    'service_accounts_fleet_idx',
  );
  // The same list in the order of open findings.
  table.index(['open_findings', 'id'], 'service_accounts_findings_idx', {
    predicate: knex.whereNull('deleted_at'),
  });
  table.index(['notified_status'], 'service_accounts_notified_idx');
  // Rows are wide: what has changed is found by this index alone.
  table.index(
    ['status', 'announced_status', 'deleted_at', 'id'],
    'service_accounts_announced_idx',
  );
}

/** The name of a recorded role, in the words of the query that looks for it. */
const ROLE_NAME =
  "lower(replace(object, rtrim(object, replace(object, '/', '')), ''))";
const IS_ROLE = "object like 'arn:%:role/%' and object not like '% %'";

/** @type {Record<string, (table: Table, knex: import('knex').Knex) => void>} */
module.exports = {
  service_accounts(table, knex) {
    table.comment('IAM service accounts, as last observed and verified');
    requested(table);
    observed(table);
    verified(table);
    scanned(table);
    notified(table);
    long(table);
    indexes(table, knex);
  },

  removed_service_accounts(table) {
    table.comment(
      'IAM service accounts whose rows were deleted before owners and other plugins were told',
    );
    table.text('id').primary();
    table.text('cluster').notNullable();
    table.text('namespace').notNullable();
    table.text('name').notNullable();
    table.text('role_arn').nullable();
    table.text('entity_ref').nullable();
    table.text('owners').notNullable();
    table
      .text('notified_owners')
      .notNullable()
      .comment('Owners whose last notification says that it is broken');
    table.text('informed_owners').notNullable();
    table
      .text('announced_status')
      .nullable()
      .comment('The status of the last event about it; null once it is told');
  },

  managed_objects(table, knex) {
    table.comment('What this product made; written before it is made');
    table
      .text('object')
      .notNullable()
      .comment('An ARN, or cluster/namespace/name');
    table.text('service_account_id').notNullable();
    table
      .boolean('adopted')
      .notNullable()
      .defaultTo(false)
      .comment('It was there before us: it is let go, never deleted');
    table.text('created_at').notNullable().comment('ISO 8601');
    table
      .text('sent_at')
      .nullable()
      .comment('ISO 8601; when its creation was sent; null if refused');
    table.primary(['service_account_id', 'object']);
    table.index(['object'], 'managed_objects_object_idx');
    // Roles by their names, of which IAM has each once in an account, whatever its path and letter case.
    table.index([knex.raw(ROLE_NAME)], 'managed_objects_role_idx', {
      predicate: knex.whereRaw(IS_ROLE),
    });
  },

  verifications(table) {
    table.comment('One row a verification');
    table.increments('seq').primary();
    table.text('service_account_id').notNullable();
    table.text('status').notNullable();
    table.text('checked_at').notNullable().comment('ISO 8601');
    table.text('live_proof').nullable().comment('JSON');
    table
      .text('changes')
      .nullable()
      .comment(
        'The checks that answer otherwise than the time before, as JSON; null without any',
      );
    table.index(['service_account_id', 'seq'], 'verifications_account_idx');
  },

  chains(table) {
    table.comment('What stands at each link, as last observed');
    table.text('service_account_id').primary();
    table.text('chain').notNullable().comment('JSON');
  },

  effective_permissions(table) {
    table.comment('What each role may do in full, as last observed');
    table.text('service_account_id').primary();
    table.text('permissions').notNullable().comment('JSON');
    table
      .text('policy_set')
      .nullable()
      .comment('What they follow from, where they are not written out');
    table.index(['policy_set'], 'effective_permissions_set_idx');
  },
};
