import type { NodeRoleAssessment } from '@backstage-irsa/core/nodeRoles';
import {
  toList,
  type PlaceRow,
  accountRow,
  findingRow,
  idOf,
  placeOf,
  policySetRow,
  roleArn,
  roleIdOf,
  roleRow,
  scopeRow,
  SEEN,
  vpcEndpointRow,
  workloadRow,
  type InventoryRows,
} from '../internals';
import { found, unknown } from '@backstage-irsa/core/model';

export const TEAM = 'group:default/team';
export const OTHERS = 'group:default/others';

const PROD = '111122223333';
const STAGING = '444455556666';

/** Returns a small fleet with 2 owners and one item of each kind. `group:default/team` owns `ledger`, `staging-orders`, and the workload `api`. */
export function handMadeFleet() {
  const ledger = accountRow(
    { cluster: 'prod-eu', namespace: 'payments', name: 'ledger' },
    {
      role: 'ledger',
      owners: [TEAM],
      entityRef: 'component:default/ledger',
      change: { pods: 3 },
    },
  );
  const orders = accountRow(
    { cluster: 'prod-eu', namespace: 'shop', name: 'orders' },
    {
      role: 'shared',
      owners: [OTHERS],
      entityRef: 'component:default/orders',
      change: { status: 'broken', mechanism: 'pod-identity' },
    },
  );
  const cart = accountRow(
    { cluster: 'prod-eu', namespace: 'shop', name: 'cart' },
    { role: 'shared', owners: [OTHERS], change: { status: 'degraded' } },
  );
  const stagingOrders = accountRow(
    { cluster: 'staging-eu', namespace: 'shop', name: 'orders' },
    {
      role: 'staging-orders',
      owners: [TEAM],
      entityRef: 'component:default/orders',
    },
  );
  const batch = accountRow(
    { cluster: 'prod-eu', namespace: 'legacy', name: 'batch' },
    { role: 'gone', change: { status: null } },
  );
  const gone = accountRow(
    { cluster: 'prod-eu', namespace: 'legacy', name: 'gone' },
    { owners: [TEAM], change: { deleted_at: SEEN } },
  );
  const serviceAccounts = [ledger, orders, cart, stagingOrders, batch, gone];
  const sets = policySets();
  const roles = [
    roleRow(PROD, 'ledger', {
      holders: [ledger],
      policySet: 'ledger',
      change: { risk: 2, last_used_at: '2026-11-20T00:00:00.000Z' },
    }),
    roleRow(PROD, 'shared', {
      holders: [orders, cart],
      policySet: 'shared',
      change: {
        managing_tool: 'Terraform',
        managed_by: JSON.stringify({
          tool: 'Terraform',
          evidence: 'managed-by: terraform',
          format: 'terraform',
        }),
      },
    }),
    roleRow(STAGING, 'staging-orders', {
      holders: [stagingOrders],
      policySet: 'ledger',
      change: { unused: 'yes' },
    }),
    roleRow(PROD, 'nobodys', {
      policySet: 'all',
      change: { unused: 'unknown', risk: 3 },
    }),
  ];
  const workloads = workloadsOf();
  const nodes = nodeRoleOf(workloads.legacy.workload.id);
  const findings = findingsOf({ ledger, orders, cart, batch });
  const rows: InventoryRows = {
    inventory_scopes: scopes(),
    vpc_endpoints: ['prod-eu', 'staging-eu'].map(name => vpcEndpointRow(name)),
    service_accounts: serviceAccounts,
    inventory_roles: roles.map(({ role }) => role),
    inventory_principals: [],
    inventory_policy_sets: sets.map(({ set }) => set),
    inventory_policy_set_services: sets.flatMap(({ services }) => services),
    inventory_workloads: Object.values(workloads).map(at => at.workload),
    inventory_node_roles: [nodes.row],
    findings: Object.values(findings),
    inventory_states: [
      {
        kind: 'service-account',
        row_id: orders.id,
        state: 'broken',
        from_at: new Date().toISOString(),
        until_at: null,
      },
      {
        kind: 'service-account',
        row_id: ledger.id,
        state: 'broken',
        from_at: daysAgo(10),
        until_at: daysAgo(5),
      },
      {
        kind: 'role',
        row_id: roleIdOf(STAGING, 'staging-orders'),
        state: 'yes',
        from_at: daysAgo(1),
        until_at: null,
      },
    ],
    inventory_locations: [
      ...serviceAccounts.map(placeOf),
      ...roles.flatMap(({ places }) => places),
      ...Object.values(workloads).flatMap(({ places }) => places),
      nodes.place,
    ],
  };
  return {
    rows,
    ids: {
      ledger: ledger.id,
      orders: orders.id,
      cart: cart.id,
      stagingOrders: stagingOrders.id,
      ledgerRole: roleIdOf(PROD, 'ledger'),
      sharedRole: roleIdOf(PROD, 'shared'),
      nobodysRole: roleIdOf(PROD, 'nobodys'),
      nodeRole: nodes.row.id,
      ledgerFinding: findings.ledger.id,
      ordersFinding: findings.orders.id,
      acceptedFinding: findings.accepted.id,
      ranOutFinding: findings.ranOut.id,
      resolvedFinding: findings.resolved.id,
    },
  };
}

function daysAgo(days: number): string {
  return new Date(Date.now() - days * 24 * 60 * 60 * 1000).toISOString();
}

function policySets() {
  const objects = 'arn:aws:s3:::ledger-files/*';
  return [
    policySetRow('ledger', [
      { Action: ['s3:GetObject', 's3:DeleteObject'], Resource: objects },
      {
        Action: 'sts:AssumeRole',
        Resource: 'arn:aws:iam::444455556666:role/reports',
      },
    ]),
    policySetRow(
      'shared',
      [
        { Action: 's3:*', Resource: '*' },
        {
          Action: 'sqs:SendMessage',
          Resource: '*',
          Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } },
        },
      ],
      { boundary: [{ Action: ['s3:Get*', 'sqs:*'], Resource: '*' }] },
    ),
    policySetRow('all', [
      { Action: '*', Resource: '*' },
      {
        Effect: 'Deny',
        Action: 's3:DeleteObject',
        Resource: objects,
        Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-2' } },
      },
    ]),
  ];
}

function workloadsOf() {
  const prod = { cluster: 'prod-eu' };
  return {
    api: workloadRow(
      { ...prod, namespace: 'payments', name: 'deployment/api' },
      {
        owners: [TEAM],
        change: { identity_source: 'service-account-role', pods: 3 },
      },
    ),
    web: workloadRow(
      { ...prod, namespace: 'shop', name: 'deployment/web' },
      { owners: [OTHERS], change: { identity_source: 'static-keys' } },
    ),
    legacy: workloadRow(
      { ...prod, namespace: 'legacy', name: 'cronjob/batch' },
      { change: { identity_source: 'node-role' } },
    ),
  };
}

function nodeRoleOf(dependentId: string) {
  const id = idOf('node-role', 'prod-eu', roleArn(PROD, 'nodes'));
  const scope = 'cluster:prod-eu';
  const detail: NodeRoleAssessment = {
    arn: roleArn(PROD, 'nodes'),
    name: 'nodes',
    accountId: PROD,
    cluster: 'prod-eu',
    nodeGroups: ['general'],
    policies: [
      {
        name: 'arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy',
        kind: 'managed',
        needed: true,
        about: 'Nodes use it to join the cluster.',
      },
      {
        name: 'arn:aws:iam::aws:policy/AmazonS3FullAccess',
        kind: 'managed',
        needed: false,
        about: 'It opens S3.',
      },
    ],
    hopLimit: 2,
    hopLimitReason: null,
    reach: 'all-pods',
    dependentIds: [dependentId],
    plan: [
      { title: 'Lower the hop limit', why: 'It keeps pods out.', commands: [] },
    ],
  };
  const place: PlaceRow = {
    ...{ kind: 'node-role', row_id: id, scope, cluster: 'prod-eu' },
    ...{ namespace: '', name: 'nodes', account_id: PROD, entity_ref: null },
    owners: toList([]),
  };
  return {
    place,
    row: {
      ...{ id, scope, digest: id, entity_ref: null, owners: toList([]) },
      ...{ first_seen_at: SEEN, scanned_at: SEEN, deleted_at: null },
      ...{ cluster: 'prod-eu', arn: detail.arn, name: 'nodes' },
      ...{
        account_id: PROD,
        dependent_workload_count: 1,
        detail: JSON.stringify(detail),
      },
    },
  };
}

type Account = ReturnType<typeof accountRow>;

function findingsOf(
  about: Record<'ledger' | 'orders' | 'cart' | 'batch', Account>,
) {
  const accepted = {
    accepted_by: 'user:default/ada',
    accepted_reason: 'It is switched off next week.',
    accepted_at: daysAgo(3),
  };
  return {
    ledger: findingRow(about.ledger, 'trust-scope', {
      severity: 2,
      first_seen_at: daysAgo(2),
    }),
    orders: findingRow(about.orders, 'role-exists', {
      severity: 3,
      first_seen_at: daysAgo(4),
    }),
    accepted: findingRow(about.cart, 'role-shared', {
      severity: 2,
      ...accepted,
      accepted_until: daysAgo(-7),
    }),
    ranOut: findingRow(about.cart, 'boundary-missing', {
      ...accepted,
      accepted_until: daysAgo(1),
    }),
    resolved: findingRow(about.batch, 'static-keys', {
      resolved_at: daysAgo(1),
    }),
  };
}

function scopes() {
  const cluster = {
    name: 'prod-eu',
    cluster: unknown('not read'),
    webhook: unknown('not read'),
    podIdentityAgent: unknown('not read'),
    nodeGroups: found([]),
    rbac: found([
      {
        binding: 'RoleBinding payments/deployers',
        namespace: 'payments',
        subjects: [{ kind: 'Group', name: 'developers' }],
        rules: [
          {
            apiGroups: [''],
            resources: ['pods/exec'],
            verbs: ['create'],
            resourceNames: [],
          },
        ],
      },
    ]),
    accessEntries: found([]),
  };
  return [
    scopeRow('cluster', 'prod-eu', {
      facts: JSON.stringify(cluster),
      counts: '{"serviceAccounts":4}',
    }),
    scopeRow('cluster', 'staging-eu', {
      stale_since: daysAgo(1),
      reason: 'The cluster could not be reached.',
    }),
    scopeRow('account', PROD, { account_id: PROD }),
    scopeRow('account', STAGING, { account_id: STAGING, completed_at: null }),
  ];
}
