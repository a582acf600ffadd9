/** @typedef {import('knex').Knex.CreateTableBuilder} Table */

/**
 * Columns that every kind of row has that scans find.
 *
 * @param {Table} table
 */
function foundByScans(table) {
  table
    .text('scope')
    .notNullable()
    .comment('The cluster or account whose scan finds it');
  table
    .text('digest')
    .notNullable()
    .comment('Of what was observed: a scan writes only what has changed');
  table.text('entity_ref').nullable().comment('In the catalog');
  table
    .text('owners')
    .notNullable()
    .defaultTo('|')
    .comment('Entity references, each between two |');
  table.text('first_seen_at').notNullable().comment('ISO 8601');
  table.text('scanned_at').notNullable().comment('ISO 8601');
  table
    .text('deleted_at')
    .nullable()
    .comment('ISO 8601; since when it is not there any more');
}

/** @type {Record<string, (table: Table, knex: import('knex').Knex) => void>} */
module.exports = {
  inventory_scopes(table) {
    table.comment('The clusters and accounts that are scanned');
    table.text('id').primary().comment('cluster:<name> or account:<12 digits>');
    table.text('kind').notNullable();
    table.text('name').notNullable();
    table.text('account_id').notNullable();
    table.text('region').nullable();
    table.text('attempted_at').nullable().comment('ISO 8601');
    table.text('completed_at').nullable().comment('ISO 8601');
    table
      .text('written_at')
      .nullable()
      .comment(
        'ISO 8601; when a change of our own, or a scan that was asked for, was last brought in',
      );
    table
      .text('changes_read_at')
      .nullable()
      .comment('ISO 8601; when a part was last read since an event told of it');
    table
      .bigInteger('scanning_until')
      .notNullable()
      .defaultTo(0)
      .comment('Milliseconds on the clock of the database');
    table
      .text('holder')
      .nullable()
      .comment(
        'A random ID of the running scan, which only writes while it is',
      );
    table
      .bigInteger('due_at')
      .notNullable()
      .defaultTo(0)
      .comment('Of the next scan; milliseconds on the clock of the database');
    table
      .boolean('associations_read')
      .nullable()
      .comment(
        'Whether the last completed scan of a cluster read the EKS Pod Identity associations',
      );
    table.text('stale_since').nullable().comment('ISO 8601');
    table.text('reason').nullable();
    table.text('missing_right').nullable();
    table
      .boolean('credentials_rejected')
      .notNullable()
      .defaultTo(false)
      .comment('Whether the Kubernetes API did not accept our identity (401)');
    table.integer('duration_ms').nullable();
    table.integer('aws_calls').nullable();
    table.integer('kubernetes_calls').nullable();
    table.text('counts').notNullable().defaultTo('{}').comment('JSON');
    table
      .text('facts')
      .nullable()
      .comment('ClusterFacts or AccountFacts as JSON');
  },

  changed_things(table) {
    table.comment('What events of AWS say has changed, until it is read again');
    table.text('id').primary().comment('A hash of the thing');
    table.text('account_id').notNullable().index();
    table.text('thing').notNullable().comment('ChangedThing as JSON');
    table
      .integer('events')
      .notNullable()
      .comment(
        'How many have told of it: one that comes while it is read asks for another read',
      );
    table
      .text('waits_for')
      .notNullable()
      .defaultTo('[]')
      .comment(
        'JSON; scans that may store what they read before, after which it is read once more',
      );
    table
      .bigInteger('due_at')
      .notNullable()
      .comment('Milliseconds on the clock of the database');
    table
      .bigInteger('claimed_until')
      .notNullable()
      .defaultTo(0)
      .comment('Of the replica that reads it; on the same clock');
  },

  aws_budgets(table) {
    table.comment('Calls of AWS that replicas took for an account');
    table.text('account_id').primary();
    table.integer('used').notNullable();
    table
      .bigInteger('window_ends_at')
      .notNullable()
      .comment('Milliseconds on the clock of the database');
  },

  discovered_places(table) {
    table.comment('Where suppliers found clusters and accounts');
    table.text('id').primary().comment('<supplier>/<place>');
    table.text('supplier').notNullable();
    table.text('account_id').nullable();
    table.text('accounts').notNullable().defaultTo('[]').comment('JSON');
    table.text('clusters').notNullable().defaultTo('[]').comment('JSON');
    table.text('failure').nullable();
    table.text('remediation').nullable();
    table.text('missing_permission').nullable();
    table.text('attempted_at').notNullable().comment('ISO 8601');
    table.text('completed_at').nullable().comment('ISO 8601');
  },

  organizations(table) {
    table.comment(
      'An organization with its SCPs and RCPs, as an account read it',
    );
    table.text('account_id').primary();
    table.text('version').notNullable().comment('A hash of the observation');
    table
      .text('observation', 'longtext')
      .notNullable()
      .comment('Observation of an OrganizationSnapshot as JSON');
    table.text('read_at').notNullable().comment('ISO 8601');
  },

  vpc_endpoints(table) {
    table.comment('The endpoints of the VPCs of clusters, as last read');
    table.text('cluster').primary();
    table
      .text('observation', 'longtext')
      .notNullable()
      .comment('Observation of VpcEndpoints as JSON');
  },

  inventory_roles(table, knex) {
    table.comment('Roles that ServiceAccounts or nodes have, or may have');
    table.text('id').primary();
    foundByScans(table);
    table.text('arn').notNullable();
    table.text('name').notNullable();
    table.text('account_id').notNullable();
    table.text('use').notNullable().comment('As RoleUse');
    table.integer('service_accounts').notNullable().defaultTo(0);
    table.text('clusters').notNullable().defaultTo('|');
    table.text('last_used_at').nullable().comment('ISO 8601');
    table.text('last_used_region').nullable();
    table.text('unused').notNullable().comment('yes, no or unknown');
    table.text('boundary_arn').nullable();
    table.integer('risk').notNullable().defaultTo(-1).comment('Severity rank');
    table.text('policy_set').notNullable();
    table
      .text('trusted')
      .notNullable()
      .defaultTo('[]')
      .comment('TrustedPrincipal[] as JSON');
    table
      .text('managing_tool')
      .nullable()
      .comment('The other tool whose tags say that it manages the role');
    table
      .text('managed_by')
      .nullable()
      .comment('The same with its evidence, as JSON');
    table.text('created_at').notNullable().comment('ISO 8601');
    table
      .text('changed_at')
      .nullable()
      .comment('ISO 8601; when a change of our own was last brought in');
    table
      .text('facts')
      .notNullable()
      .comment('RoleFacts as JSON, without the last use');
    table.index(['scope', 'deleted_at'], 'inventory_roles_scope_idx');
    table.index(['account_id'], 'inventory_roles_account_idx');
    table.index(['policy_set'], 'inventory_roles_policy_set_idx');
    table.index(['risk', 'id'], 'inventory_roles_list_idx', {
      predicate: knex.whereNull('deleted_at'),
    });
    table.index(
      ['name', 'id', 'deleted_at', 'unused'],
      'inventory_roles_name_idx',
    );
  },

  inventory_trusting_roles(table) {
    table.comment('Which roles trust a user or role by name');
    table.text('principal').notNullable().comment('An ARN');
    table
      .text('role_id')
      .notNullable()
      .references('id')
      .inTable('inventory_roles')
      .onDelete('CASCADE');
    table.primary(['principal', 'role_id']);
    table.index(['role_id'], 'inventory_trusting_roles_role_idx');
  },

  inventory_principals(table) {
    table.comment(
      'Users, and roles that neither ServiceAccounts nor nodes have',
    );
    table.text('id').primary();
    foundByScans(table);
    table.text('kind').notNullable().comment('user or role');
    table.text('arn').notNullable();
    table.text('name').notNullable();
    table.text('account_id').notNullable();
    table.text('policy_set').notNullable();
    table
      .text('trusted')
      .notNullable()
      .comment('TrustedPrincipal[] as JSON; of a role');
    table.text('detail').notNullable().comment('PrincipalDetail as JSON');
    table.index(['scope', 'deleted_at'], 'inventory_principals_scope_idx');
    table.index(['account_id'], 'inventory_principals_account_idx');
    table.index(['policy_set'], 'inventory_principals_policy_set_idx');
  },

  inventory_policy_sets(table) {
    table.comment('The policies of roles and users, each set once');
    table.text('hash').primary();
    table.text('policies').notNullable().comment('PolicySet as JSON');
    table
      .text('risks')
      .notNullable()
      .comment('Risk[] as JSON, of its policies alone');
  },

  inventory_policy_set_services(table) {
    table.comment(
      'Which services a set allows anything in; * for those that allow with a wildcard in the service',
    );
    table.text('service').notNullable();
    table.text('hash').notNullable();
    table.primary(['service', 'hash']);
  },

  inventory_providers(table) {
    table.comment('OIDC providers of EKS issuers in IAM');
    table.text('id').primary();
    foundByScans(table);
    table.text('arn').notNullable();
    table.text('account_id').notNullable();
    table.text('issuer').notNullable().comment('Without https://');
    table.text('facts').notNullable().comment('ProviderFacts as JSON');
    table.index(['scope', 'deleted_at'], 'inventory_providers_scope_idx');
  },

  inventory_workloads(table, knex) {
    table.comment('What runs, and whose AWS identity it has');
    table.text('id').primary();
    foundByScans(table);
    table.text('cluster').notNullable();
    table.text('namespace').notNullable();
    table.text('name').notNullable().comment('Such as deployment/orders');
    table.text('service_account').notNullable();
    table.text('service_account_id').nullable();
    table.integer('pods').notNullable();
    table.text('identity_source').notNullable();
    table.text('reason').notNullable();
    table.boolean('host_network').notNullable();
    table.text('node_role_ids').notNullable().defaultTo('|');
    table.index(['scope', 'deleted_at'], 'inventory_workloads_scope_idx');
    // The order of the list, in the words of its query: its pages are read from it, however many there are.
    table.index(
      [
        knex.raw(
          "(case identity_source when 'static-keys' then 0 when 'node-role' then 1 when 'unknown' then 2 when 'none' then 3 else 4 end)",
        ),
        'cluster',
        'namespace',
        'name',
        'id',
      ],
      'inventory_workloads_list_idx',
      { predicate: knex.whereNull('deleted_at') },
    );
    // What is wrong with the workloads of an IAM service account is found by it.
    table.index(['service_account_id'], 'inventory_workloads_account_idx');
    table.index(
      ['cluster', 'namespace', 'name', 'id', 'deleted_at', 'identity_source'],
      'inventory_workloads_place_idx',
    );
  },

  inventory_node_roles(table) {
    table.comment('The roles of nodes, one row for each cluster and role');
    table.text('id').primary();
    foundByScans(table);
    table.text('cluster').notNullable();
    table.text('arn').notNullable();
    table.text('name').notNullable();
    table.text('account_id').notNullable();
    table.integer('dependent_workload_count').notNullable();
    table.text('detail').notNullable().comment('NodeRoleAssessment as JSON');
    table.index(['scope', 'deleted_at'], 'inventory_node_roles_scope_idx');
    table.index(['account_id'], 'inventory_node_roles_account_idx');
  },

  inventory_states(table) {
    table.comment('How long each row was in which state, for trends');
    table.increments('seq').primary();
    table.text('kind').notNullable().comment('service-account, workload, role');
    table.text('row_id').notNullable();
    table.text('state').notNullable();
    table.text('from_at').notNullable().comment('ISO 8601');
    table.text('until_at').nullable().comment('ISO 8601');
    table.index(['kind', 'state', 'from_at'], 'inventory_states_trend_idx');
    table.index(['row_id', 'until_at'], 'inventory_states_row_idx');
  },

  inventory_locations(table) {
    table.comment(
      'What permission rules look at, for each row: a role that many ServiceAccounts have is in all their places',
    );
    table.text('kind').notNullable();
    table.text('row_id').notNullable();
    table.text('scope').notNullable();
    table.text('cluster').notNullable().comment('Empty when in none');
    table.text('namespace').notNullable();
    table.text('name').notNullable();
    table.text('account_id').notNullable();
    table.text('entity_ref').nullable();
    table.text('owners').notNullable().defaultTo('|');
    table.index(['row_id', 'kind'], 'inventory_locations_row_idx');
  },

  inventory_observations(table) {
    table.comment(
      'What scans read one by one, kept to be used again and renewed in turns',
    );
    table.text('scope').notNullable();
    table
      .text('kind')
      .notNullable()
      .comment('association, bucket, role or assumed-role');
    table.text('key').notNullable();
    table.text('answer').notNullable().comment('Observation as JSON');
    table.text('read_at').notNullable().comment('ISO 8601');
    table.primary(['scope', 'kind', 'key']);
  },
};
