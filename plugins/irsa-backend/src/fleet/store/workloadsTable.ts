import { whereContains } from '../../database/sql';
import {
  number,
  text,
  whereFacets,
  whereThere,
  type FleetTable,
} from './tables';

const T = 'inventory_workloads';
const PLACE = [text(`${T}.cluster`), text(`${T}.namespace`), text(`${T}.name`)];

const FACETS: FleetTable['facets'] = {
  cluster: { sql: `${T}.cluster` },
  namespace: { sql: `${T}.namespace` },
  owner: { sql: `${T}.owners`, isList: true },
  identitySource: { sql: `${T}.identity_source` },
};

/** SQL for the urgency of a workload: static keys first, then node roles. */
const URGENCY = `(case ${T}.identity_source when 'static-keys' then 0 when 'node-role' then 1 when 'unknown' then 2 when 'none' then 3 else 4 end)`;

/** The workloads of the clusters. */
export const workloadsTable: FleetTable = {
  name: T,
  placed: { kind: 'workload', id: `${T}.id` },
  columns: [`${T}.*`],
  facets: FACETS,
  filters: ['q', 'serviceAccountId', 'roleId', 'workloadId'],
  narrow(query, filter) {
    whereThere(query, T);
    whereFacets(query, FACETS, filter);
    if (filter.serviceAccountId !== undefined) {
      query.where(`${T}.service_account_id`, filter.serviceAccountId);
    }
    if (filter.roleId !== undefined) {
      query.whereIn(`${T}.service_account_id`, accounts =>
        accounts
          .select('id')
          .from('service_accounts')
          .where({ role_row_id: filter.roleId }),
      );
    }
    if (filter.workloadId !== undefined) {
      query.where(`${T}.id`, filter.workloadId);
    }
    if (filter.q !== undefined) {
      whereContains(
        query,
        `(${T}.cluster || '/' || ${T}.namespace || '/' || ${T}.name || ' ' || ${T}.service_account || ' ' || coalesce(${T}.entity_ref, ''))`,
        filter.q,
      );
    }
  },
  sorts: {
    identitySource: [number(URGENCY), ...PLACE],
    place: PLACE,
    pods: [number(`${T}.pods`)],
  },
  descending: ['pods'],
};
