import { whereContains } from '../../database/sql';
import {
  number,
  text,
  whereEqual,
  whereOwnedBy,
  whereThere,
  type FleetTable,
} from './tables';

const T = 'inventory_workloads';
const PLACE = [text(`${T}.cluster`), text(`${T}.namespace`), text(`${T}.name`)];

/** What runs in the clusters. */
export const workloadsTable: FleetTable = {
  name: T,
  placed: { kind: 'workload', id: `${T}.id` },
  columns: [`${T}.*`],
  filters: ['q', 'cluster', 'namespace', 'owner', 'coverage'],
  narrow(query, filter) {
    whereThere(query, T);
    whereEqual(query, {
      [`${T}.cluster`]: filter.cluster,
      [`${T}.namespace`]: filter.namespace,
      [`${T}.coverage`]: filter.coverage,
    });
    whereOwnedBy(query, `${T}.owners`, filter.owner);
    if (filter.q !== undefined) {
      whereContains(
        query,
        `(${T}.cluster || '/' || ${T}.namespace || '/' || ${T}.name || ' ' || ${T}.service_account || ' ' || coalesce(${T}.entity_ref, ''))`,
        filter.q,
      );
    }
  },
  sorts: () => ({
    place: PLACE,
    coverage: [text(`${T}.coverage`), ...PLACE],
    pods: [number(`${T}.pods`)],
  }),
  descending: ['pods'],
};
