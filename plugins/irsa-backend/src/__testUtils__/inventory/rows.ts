import type { Knex } from 'knex';
import {
  absent,
  found,
  hashId,
  type ObservedPolicy,
  serviceAccountId,
  valueOf,
} from '@backstage-irsa/core/model';
import type {
  ObservedVpcEndpoint,
  TrustedPrincipal,
  UserPolicies,
} from '@backstage-irsa/core/permissions';
import { rowId, SEVERITIES } from '@backstage-irsa/core/findings';
import { toList } from '../../database/lists';
import { recountOpenFindings } from '../../fleet/store/openFindingCounts';
import { writeRoleFacts } from '../../fleet/store/inventory/roleFacts';
import type {
  FindingRow,
  NodeRoleRow,
  PlaceRow,
  PrincipalRow,
  RoleRow,
  ScopeRow,
  StateRow,
  WorkloadRow,
} from '../../fleet/store/inventory/rows';
import type {
  PolicySetRow,
  PolicySetServiceRow,
} from '../../permissions/policySetRows';
import type { VpcEndpointRow } from '../../permissions/VpcEndpointStore';
import type { Row as ServiceAccountRow } from '../../serviceAccounts/ServiceAccountRow';
import { observedDocument, roleWith, trustOf } from '../core';

/** When everything was first seen, and last scanned. */
export const SEEN = '2026-11-01T00:00:00.000Z';
export const SWEPT = new Date(Date.now() - 60_000).toISOString();

export const ACCOUNTS: Record<string, string> = {
  'prod-eu': '111122223333',
  'staging-eu': '444455556666',
  'prod-us': '111122223333',
};

/** The rows of every table of the inventory. */
export interface InventoryRows {
  inventory_scopes: ScopeRow[];
  service_accounts: ServiceAccountRow[];
  inventory_roles: RoleRow[];
  inventory_principals: PrincipalRow[];
  inventory_policy_sets: PolicySetRow[];
  inventory_policy_set_services: PolicySetServiceRow[];
  inventory_workloads: WorkloadRow[];
  inventory_node_roles: NodeRoleRow[];
  findings: FindingRow[];
  inventory_states: Omit<StateRow, 'seq'>[];
  inventory_locations: PlaceRow[];
  vpc_endpoints: VpcEndpointRow[];
}

/** The VPC endpoints of a cluster, none by default. */
export function vpcEndpointRow(
  cluster: string,
  endpoints: ObservedVpcEndpoint[] = [],
): VpcEndpointRow {
  const observed = { vpcId: `vpc-${cluster}`, region: 'eu-west-1', endpoints };
  return { cluster, observation: JSON.stringify(found(observed)) };
}

export function idOf(...parts: string[]): string {
  return hashId('', parts);
}

export const roleArn = (accountId: string, name: string) =>
  `arn:aws:iam::${accountId}:role/${name}`;
export const roleIdOf = (accountId: string, name: string) =>
  rowId('role', roleArn(accountId, name));

const scanned = (scope: string, id: string, owners: string[]) => ({
  scope,
  digest: id,
  entity_ref: null,
  owners: toList(owners),
  first_seen_at: SEEN,
  scanned_at: SWEPT,
  deleted_at: null,
});

/** An IAM service account with a role, as a scan stores it. */
export function accountRow(
  place: { cluster: string; namespace: string; name: string },
  options: {
    role?: string;
    owners?: string[];
    entityRef?: string;
    change?: Partial<ServiceAccountRow>;
  } = {},
): ServiceAccountRow {
  const { cluster, namespace, name } = place;
  const accountId = ACCOUNTS[cluster];
  const { owners = [], role, entityRef = null } = options;
  return {
    id: serviceAccountId(place),
    cluster,
    namespace,
    name,
    entity_ref: entityRef,
    entity_uid: null,
    owner: null,
    mechanism: 'irsa',
    role_arn: role === undefined ? null : roleArn(accountId, role),
    verified_role_arn: null,
    verified_role_id: null,
    service_account_uid: null,
    namespace_uid: null,
    spec: null,
    settling_until: null,
    status: 'verified',
    verification: null,
    permissions: null,
    workloads: null,
    drift: null,
    proof: null,
    managed_by: null,
    association: null,
    annotated_role_arn: null,
    migration_stage: 'irsa',
    pods_to_restart: 0,
    created_at: SEEN,
    updated_at: SEEN,
    scope: `cluster:${cluster}`,
    digest: name,
    role_account_id: role === undefined ? null : accountId,
    role_row_id: role === undefined ? null : roleIdOf(accountId, role),
    pods: 1,
    owners: toList(owners),
    catalog_entity_ref: entityRef,
    linked_entity_ref: null,
    proposed_entity: null,
    scanned_at: SWEPT,
    deleted_at: null,
    ...options.change,
  };
}

/** The location of an IAM service account. */
export function placeOf(row: ServiceAccountRow): PlaceRow {
  return {
    kind: 'service-account',
    row_id: row.id,
    scope: row.scope ?? '',
    cluster: row.cluster,
    namespace: row.namespace,
    name: row.name,
    account_id: row.role_account_id ?? ACCOUNTS[row.cluster],
    entity_ref: row.catalog_entity_ref,
    owners: row.owners,
  };
}

/** A role with one location for each location of its holders. */
export function roleRow(
  accountId: string,
  name: string,
  options: {
    holders?: ServiceAccountRow[];
    policySet: string;
    change?: Partial<RoleRow>;
  },
): { role: RoleRow; places: PlaceRow[] } {
  const { holders = [], policySet } = options;
  const id = roleIdOf(accountId, name);
  const arn = roleArn(accountId, name);
  const owners = [
    ...new Set(holders.flatMap(({ owners: of }) => of.split('|'))),
  ];
  const facts = {
    role: { ...valueOf(roleWith(trustOf({ accountId })))!, arn, name },
    attachedPolicies: [],
    inlinePolicies: [],
    permissionsBoundary: absent<ObservedPolicy>(),
  };
  return {
    role: {
      id,
      ...scanned(
        `account:${accountId}`,
        id,
        owners.filter(owner => owner !== ''),
      ),
      arn,
      name,
      account_id: accountId,
      use: holders.length > 0 ? 'service-account' : 'trust-only',
      service_accounts: holders.length,
      clusters: toList(new Set(holders.map(({ cluster }) => cluster))),
      last_used_at: null,
      last_used_region: null,
      unused: 'no',
      boundary_arn: null,
      risk: -1,
      policy_set: policySet,
      trusted: '[]',
      created_at: SEEN,
      managing_tool: null,
      managed_by: null,
      facts: writeRoleFacts(facts),
      ...options.change,
    },
    places: holders.map(holder => ({
      ...placeOf(holder),
      kind: 'role',
      row_id: id,
      scope: `account:${accountId}`,
    })),
  };
}

/** A user, or a role that neither a ServiceAccount nor a node uses. */
export function principalRow(
  accountId: string,
  kind: 'user' | 'role',
  name: string,
  options: {
    policySet: string;
    path?: string;
    trusted?: TrustedPrincipal[];
    groups?: UserPolicies['groups'];
  },
): PrincipalRow {
  const { policySet, path = '/', trusted = [], groups = {} } = options;
  const arn = `arn:aws:iam::${accountId}:${kind}${path}${name}`;
  const id = rowId(kind, arn);
  return {
    id,
    ...scanned(`account:${accountId}`, id, []),
    ...{ kind, arn, name, account_id: accountId, policy_set: policySet },
    trusted: JSON.stringify(trusted),
    detail: JSON.stringify({ tags: {}, groups }),
  };
}

/** A set of inline policies, indexed by the services in which it allows actions. */
export function policySetRow(
  hash: string,
  statements: {
    Effect?: 'Allow' | 'Deny';
    Action: string | string[];
    Resource: string | string[];
    Condition?: Record<string, Record<string, string | string[]>>;
  }[],
  options: { boundary?: typeof statements; unread?: string } = {},
): { set: PolicySetRow; services: PolicySetServiceRow[] } {
  const policy = (kind: string, name: string, of: typeof statements) => ({
    kind,
    name,
    document: observedDocument({
      Version: '2012-10-17',
      Statement: of.map(statement => ({ Effect: 'Allow', ...statement })),
    }).text,
    errors: [],
  });
  const services = statements
    .flatMap(({ Action }) => Action)
    .map(action => (action === '*' ? '*' : action.split(':')[0].toLowerCase()));
  const { boundary, unread } = options;
  return {
    set: {
      hash,
      policies: JSON.stringify({
        policies: [
          policy('inline', 'inline', statements),
          ...(boundary
            ? [policy('permissions-boundary', 'cap', boundary)]
            : []),
        ],
        layers: [
          unread === undefined
            ? { layer: 'identity', state: 'read' }
            : { layer: 'identity', state: 'not-read', reason: unread },
          {
            layer: 'permissions-boundary',
            state: boundary ? 'read' : 'absent',
          },
        ],
      }),
      risks: '[]',
    },
    services: [...new Set(services)].map(service => ({ service, hash })),
  };
}

/** A workload with its location. */
export function workloadRow(
  place: { cluster: string; namespace: string; name: string },
  options: { owners?: string[]; change?: Partial<WorkloadRow> } = {},
): { workload: WorkloadRow; places: PlaceRow[] } {
  const { cluster, namespace, name } = place;
  const id = rowId('workload', cluster, namespace, name);
  const scope = `cluster:${cluster}`;
  const own = scanned(scope, id, options.owners ?? []);
  return {
    workload: {
      id,
      ...own,
      cluster,
      namespace,
      name,
      service_account: 'default',
      service_account_id: null,
      pods: 1,
      identity_source: 'none',
      reason: 'No credentials were found.',
      host_network: false,
      node_role_ids: '|',
      ...options.change,
    },
    places: [
      {
        ...{ kind: 'workload', row_id: id, scope, cluster, namespace, name },
        account_id: ACCOUNTS[cluster],
        entity_ref: null,
        owners: own.owners,
      },
    ],
  };
}

/** A finding about an IAM service account. */
export function findingRow(
  about: ServiceAccountRow,
  checkId: string,
  change: Partial<FindingRow> = {},
): FindingRow {
  return {
    id: idOf('finding', checkId, about.id),
    scope: about.scope ?? '',
    check_id: checkId,
    severity: 1,
    severity_in_use: change.severity ?? 1,
    subject_kind: 'service-account',
    subject_id: about.id,
    subject_name: `${about.namespace}/${about.name}`,
    cluster: about.cluster,
    namespace: about.namespace,
    account_id: about.role_account_id,
    message: `Something is wrong with ${about.name}.`,
    detail: JSON.stringify({
      evidence: 'inferred',
      title: 'Something is wrong',
      severityReasons: ['It does not work.'],
      severityInUse: SEVERITIES[change.severity ?? 1],
      remediation: 'Fix it.',
    }),
    digest: about.id,
    entity_ref: about.catalog_entity_ref,
    owners: about.owners,
    first_seen_at: SEEN,
    last_seen_at: SWEPT,
    resolved_at: null,
    accepted_by: null,
    accepted_reason: null,
    accepted_at: null,
    accepted_until: null,
    extent: null,
    accepted_extent: null,
    notified: null,
    ...change,
  };
}

export function scopeRow(
  kind: ScopeRow['kind'],
  name: string,
  change: Partial<ScopeRow> = {},
): ScopeRow {
  return {
    id: `${kind}:${name}`,
    kind,
    name,
    account_id: ACCOUNTS[name] ?? name,
    region: kind === 'cluster' ? 'eu-west-1' : null,
    attempted_at: SWEPT,
    completed_at: SWEPT,
    written_at: null,
    changes_read_at: null,
    associations_read: kind === 'cluster' ? true : null,
    scanning_until: 0,
    holder: null,
    due_at: 0,
    stale_since: null,
    reason: null,
    missing_right: null,
    credentials_rejected: false,
    duration_ms: 1000,
    aws_calls: 3,
    kubernetes_calls: 4,
    counts: '{}',
    facts: null,
    ...change,
  };
}

const ROWS_AT_ONCE = 200;

/** Inserts the rows into their tables and counts open findings as scans do. Replaces scopes and VPC endpoints that are already stored. */
export async function insertRows(
  knex: Knex,
  rows: Partial<InventoryRows>,
): Promise<void> {
  const scopes = rows.inventory_scopes ?? [];
  await knex('inventory_scopes')
    .whereIn(
      'id',
      scopes.map(({ id }) => id),
    )
    .delete();
  await knex('vpc_endpoints')
    .whereIn(
      'cluster',
      (rows.vpc_endpoints ?? []).map(({ cluster }) => cluster),
    )
    .delete();
  for (const [table, all] of Object.entries<object[]>(rows)) {
    await knex.batchInsert(table, all, ROWS_AT_ONCE);
  }
  await recountOpenFindings(knex, {
    subjectIds: [
      ...(rows.service_accounts ?? []).map(({ id }) => id),
      ...(rows.findings ?? []).map(({ subject_id: id }) => id),
    ],
  });
}
