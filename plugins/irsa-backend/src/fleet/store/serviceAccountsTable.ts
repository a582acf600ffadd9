import type { Knex } from 'knex';
import {
  longText,
  number,
  text,
  whereFacets,
  whereThere,
  type FleetTable,
} from './tables';
import { SERVICE_ACCOUNT_PLACE } from '../../authorization/visibility';
import { whereContains } from '../../database/sql';

const T = 'service_accounts';
const PLACE = [text(`${T}.cluster`), text(`${T}.namespace`), text(`${T}.name`)];

/** SQL for the time of the last verification or scan of an IAM service account; empty if it has no status. */
export const CHECKED_AT = `(case when ${T}.status is null then '' when coalesce(${T}.scanned_at, '') > ${T}.updated_at then ${T}.scanned_at else ${T}.updated_at end)`;

const FACETS: FleetTable['facets'] = {
  cluster: { sql: `${T}.cluster` },
  namespace: { sql: `${T}.namespace` },
  account: { sql: `${T}.role_account_id` },
  owner: { sql: `${T}.owners`, isList: true },
  status: { sql: `${T}.status`, missing: 'unknown' },
  mechanism: { sql: `${T}.mechanism` },
  entity: {
    sql: `(case when coalesce(${T}.catalog_entity_ref, ${T}.entity_ref) is null then 'none' else 'any' end)`,
  },
  link: {
    sql: `(case when ${T}.owner is null and ${T}.linked_entity_ref is not null then 'linked' when ${T}.proposed_entity is not null then 'proposed' end)`,
    missing: 'none',
  },
};

/** IAM service accounts of both mechanisms. */
export const serviceAccountsTable: FleetTable = {
  name: T,
  placed: SERVICE_ACCOUNT_PLACE,
  columns: [
    'id',
    'cluster',
    'namespace',
    'name',
    'mechanism',
    'role_arn',
    'role_row_id',
    'role_account_id',
    'entity_ref',
    'catalog_entity_ref',
    'linked_entity_ref',
    'proposed_entity',
    'owner',
    'owners',
    'status',
    'proof',
    'pods',
  ].map(column => `${T}.${column}`),
  facets: FACETS,
  filters: ['q', 'serviceAccountId', 'roleId', 'entityRef'],
  narrow(query, filter) {
    whereThere(query, T);
    whereFacets(query, FACETS, filter);
    if (filter.serviceAccountId !== undefined) {
      query.where(`${T}.id`, filter.serviceAccountId);
    }
    if (filter.roleId !== undefined) {
      query.where(`${T}.role_row_id`, filter.roleId);
    }
    if (filter.entityRef !== undefined) {
      query.whereRaw(`coalesce(${T}.catalog_entity_ref, ${T}.entity_ref) = ?`, [
        filter.entityRef,
      ]);
    }
    if (filter.q !== undefined) whereNamed(query, filter.q);
  },
  sorts: {
    // In alphabetical order, broken comes first and verified comes last.
    status: [text(`coalesce(${T}.status, 'unknown')`), ...PLACE],
    place: PLACE,
    role: [longText(`coalesce(${T}.role_arn, '')`)],
    owner: [longText(`${T}.owners`), ...PLACE],
    pods: [number(`coalesce(${T}.pods, -1)`)],
    findings: [number(`${T}.open_findings`)],
    checkedAt: [text(CHECKED_AT)],
  },
  descending: ['pods', 'findings', 'checkedAt'],
};

/**
 * Selects rows whose place, entity, or role contains the text. Each search is separate and reads only IDs: with conditions joined by `or`, PostgreSQL
 * would read every row, and the rows are long. As a materialized query, both searches run once; otherwise PostgreSQL would repeat them for each row
 * until it has statistics of the table.
 */
function whereNamed(query: Knex.QueryBuilder, q: string): void {
  const { client } = query;
  const ofPlaces: Knex.QueryBuilder = client.queryBuilder();
  whereContains(
    ofPlaces.select('id').from(T),
    "(cluster || '/' || namespace || '/' || name || ' ' || coalesce(catalog_entity_ref, entity_ref, ''))",
    q,
  );
  const ofRoles: Knex.QueryBuilder = client.queryBuilder();
  ofRoles
    .select('id')
    .from(T)
    .whereIn('role_row_id', roles => {
      roles.select('id').from('inventory_roles');
      // Uses the search index of roles first, then keeps the roles whose ARN contains the text.
      whereContains(roles, "(arn || ' ' || coalesce(entity_ref, ''))", q);
      whereContains(roles, 'arn', q);
    });
  query.whereRaw(
    `${T}.id in (with named as materialized ? select id from named)`,
    [ofPlaces.unionAll(ofRoles)],
  );
}
