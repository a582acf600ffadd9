import { whereContains } from '../../database/sql';
import {
  longText,
  number,
  text,
  whereFacets,
  whereThere,
  type FleetTable,
} from './tables';

const T = 'inventory_roles';

const FACETS: FleetTable['facets'] = {
  cluster: { sql: `${T}.clusters`, isList: true },
  account: { sql: `${T}.account_id` },
  owner: { sql: `${T}.owners`, isList: true },
  use: { sql: `${T}.use` },
  unused: {
    sql: `(case when ${T}.unused = 'yes' then 'true' else 'false' end)`,
  },
  managedBy: { sql: `${T}.managing_tool`, missing: 'none' },
};

/** The roles that ServiceAccounts or nodes have or can have. */
export const rolesTable: FleetTable = {
  name: T,
  placed: { kind: 'role', id: `${T}.id` },
  columns: [
    'id',
    'arn',
    'name',
    'account_id',
    'use',
    'service_accounts',
    'clusters',
    'last_used_at',
    'unused',
    'boundary_arn',
    'risk',
    'entity_ref',
    'owners',
    'created_at',
    'managed_by',
  ].map(column => `${T}.${column}`),
  facets: FACETS,
  filters: ['q'],
  narrow(query, filter) {
    whereThere(query, T);
    whereFacets(query, FACETS, filter);
    if (filter.q !== undefined) {
      whereContains(
        query,
        `(${T}.arn || ' ' || coalesce(${T}.entity_ref, ''))`,
        filter.q,
      );
    }
  },
  sorts: {
    risk: [number(`${T}.risk`)],
    name: [text(`${T}.name`)],
    lastUsed: [text(`coalesce(${T}.last_used_at, '')`)],
    serviceAccounts: [number(`${T}.service_accounts`)],
    owner: [longText(`${T}.owners`), text(`${T}.name`)],
  },
  descending: ['risk', 'lastUsed', 'serviceAccounts'],
};
