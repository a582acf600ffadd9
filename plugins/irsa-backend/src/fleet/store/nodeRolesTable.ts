import { whereContains } from '../../database/sql';
import { text, whereFacets, whereThere, type FleetTable } from './tables';

const T = 'inventory_node_roles';

const FACETS: FleetTable['facets'] = { cluster: { sql: `${T}.cluster` } };

/** The node roles, one row for each cluster and role. */
export const nodeRolesTable: FleetTable = {
  name: T,
  placed: { kind: 'node-role', id: `${T}.id` },
  columns: [`${T}.*`],
  facets: FACETS,
  filters: ['q'],
  narrow(query, filter) {
    whereThere(query, T);
    whereFacets(query, FACETS, filter);
    if (filter.q !== undefined) {
      whereContains(query, `(${T}.cluster || '/' || ${T}.arn)`, filter.q);
    }
  },
  sorts: { place: [text(`${T}.cluster`), text(`${T}.name`)] },
  descending: [],
};
