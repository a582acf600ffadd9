import { whereContains } from '../../database/sql';
import { text, whereEqual, whereThere, type FleetTable } from './tables';

const T = 'inventory_node_roles';

/** The roles of nodes, one row for each cluster and role. */
export const nodeRolesTable: FleetTable = {
  name: T,
  placed: { kind: 'node-role', id: `${T}.id` },
  columns: [`${T}.*`],
  filters: ['q', 'cluster'],
  narrow(query, filter) {
    whereThere(query, T);
    whereEqual(query, { [`${T}.cluster`]: filter.cluster });
    if (filter.q !== undefined) {
      whereContains(query, `(${T}.cluster || '/' || ${T}.arn)`, filter.q);
    }
  },
  sorts: () => ({ place: [text(`${T}.cluster`), text(`${T}.name`)] }),
  descending: [],
};
