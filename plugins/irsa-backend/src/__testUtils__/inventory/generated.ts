import type { VerificationStatus } from '@backstage-irsa/core/model';
import { SEVERITIES } from '@backstage-irsa/core/findings';
import {
  accountRow,
  ACCOUNTS,
  findingRow,
  idOf,
  placeOf,
  policySetRow,
  roleIdOf,
  roleRow,
  scopeRow,
  SEEN,
  vpcEndpointRow,
  workloadRow,
  type InventoryRows,
} from './rows';

const CLUSTERS = Object.keys(ACCOUNTS);
const STATUSES: VerificationStatus[] = [
  'verified',
  'verified',
  'degraded',
  'broken',
  'unknown',
];
const COVERAGES = [
  'service-account-role',
  'node-role',
  'none',
  'static-keys',
] as const;
const SERVICES = ['s3', 'sqs', 'sns', 'dynamodb', 'kms', 'logs'];
/** About as long as a real verification. */
const VERIFICATION = JSON.stringify({
  status: 'verified',
  liveProof: null,
  checkedAt: SEEN,
  checks: Array.from({ length: 20 }, (_, at) => ({
    id: `check-${at}`,
    link: 'trust-policy',
    result: 'pass',
    evidence: 'inferred',
    message: 'The trust policy of the role names the ServiceAccount. '.repeat(
      3,
    ),
    remediation: null,
  })),
});
const PERMISSIONS = JSON.stringify({
  services: SERVICES.slice(0, 2).map(service => ({
    service,
    title: service,
    levels: [
      {
        level: 'Read',
        extent: 'limited',
        actions: Array.from({ length: 20 }, (_, at) => `${service}:Get${at}`),
        resources: ['*'],
      },
    ],
  })),
  risks: [],
});

/** Generates the same fleet each time: ServiceAccounts and pods share the given number of roles. */
export function generatedFleet(size: {
  serviceAccounts: number;
  roles: number;
  pods: number;
}): InventoryRows {
  const rows: InventoryRows = {
    inventory_scopes: [
      ...CLUSTERS.map(name => scopeRow('cluster', name)),
      ...[...new Set(Object.values(ACCOUNTS))].map(id =>
        scopeRow('account', id),
      ),
    ],
    vpc_endpoints: CLUSTERS.map(name => vpcEndpointRow(name)),
    service_accounts: [],
    inventory_roles: [],
    inventory_principals: [],
    inventory_policy_sets: [],
    inventory_policy_set_services: [],
    inventory_workloads: [],
    inventory_node_roles: [],
    findings: [],
    inventory_states: [],
    inventory_locations: [],
  };
  addServiceAccounts(rows, size);
  addRoles(rows, size.roles);
  addWorkloads(rows, size.pods);
  return rows;
}

const ownerOf = (at: number) =>
  at % 10 === 0 ? [] : [`group:default/team-${at % 40}`];

function addServiceAccounts(
  rows: InventoryRows,
  { serviceAccounts, roles }: { serviceAccounts: number; roles: number },
): void {
  for (let at = 0; at < serviceAccounts; at += 1) {
    const status = STATUSES[at % STATUSES.length];
    const row = accountRow(
      {
        cluster: CLUSTERS[(at % roles) % CLUSTERS.length],
        namespace: `namespace-${at % 200}`,
        name: `service-${at}`,
      },
      {
        role: `role-${at % roles}`,
        owners: ownerOf(at),
        entityRef:
          at % 10 === 0 ? undefined : `component:default/service-${at}`,
        change: {
          status,
          pods: at % 7,
          verification: VERIFICATION,
          permissions: PERMISSIONS,
        },
      },
    );
    rows.service_accounts.push(row);
    rows.inventory_locations.push(placeOf(row));
    rows.inventory_states.push({
      kind: 'service-account',
      row_id: row.id,
      state: status,
      from_at: SEEN,
      until_at: null,
    });
    if (at % 2 === 0) {
      rows.findings.push(
        findingRow(row, `check-${at % 30}`, {
          severity: at % SEVERITIES.length,
        }),
      );
    }
  }
}

function addRoles(rows: InventoryRows, roles: number): void {
  const holders = new Map<string, InventoryRows['service_accounts']>();
  for (const row of rows.service_accounts) {
    const key = row.role_row_id ?? '';
    const known = holders.get(key);
    if (known) known.push(row);
    else holders.set(key, [row]);
  }
  for (let at = 0; at < roles; at += 1) {
    const hash = idOf('set', String(at));
    const { set, services } = policySetRow(hash, [
      {
        Action: [`${SERVICES[at % SERVICES.length]}:*`],
        Resource: '*',
      },
      {
        Action: ['s3:GetObject', 's3:DeleteObject'],
        Resource: `arn:aws:s3:::bucket-${at % 100}/*`,
      },
    ]);
    rows.inventory_policy_sets.push(set);
    rows.inventory_policy_set_services.push(...services);
    const accountId = ACCOUNTS[CLUSTERS[at % CLUSTERS.length]];
    const name = `role-${at}`;
    const { role, places } = roleRow(accountId, name, {
      holders: holders.get(roleIdOf(accountId, name)),
      policySet: hash,
      change: { risk: (at % 5) - 1, unused: at % 9 === 0 ? 'yes' : 'no' },
    });
    rows.inventory_roles.push(role);
    rows.inventory_locations.push(...places);
  }
}

function addWorkloads(rows: InventoryRows, pods: number): void {
  const each = 3;
  for (let at = 0; at < pods / each; at += 1) {
    const { workload, places } = workloadRow(
      {
        cluster: CLUSTERS[at % CLUSTERS.length],
        namespace: `namespace-${at % 200}`,
        name: `deployment/service-${at}`,
      },
      {
        owners: ownerOf(at),
        change: {
          pods: each,
          identity_source: COVERAGES[at % COVERAGES.length],
        },
      },
    );
    rows.inventory_workloads.push(workload);
    rows.inventory_locations.push(...places);
    rows.inventory_states.push({
      kind: 'workload',
      row_id: workload.id,
      state: workload.identity_source,
      from_at: SEEN,
      until_at: null,
    });
  }
}
