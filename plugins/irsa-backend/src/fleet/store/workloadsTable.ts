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
  filters: ['q', 'cluster', 'namespace', 'owner', 'identitySource'],
  narrow(query, filter) {
    whereThere(query, T);
    whereEqual(query, {
      [`${T}.cluster`]: filter.cluster,
      [`${T}.namespace`]: filter.namespace,
      [`${T}.identity_source`]: filter.identitySource,
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
    identitySource: [text(`${T}.identity_source`), ...PLACE],
    pods: [number(`${T}.pods`)],
  }),
  descending: ['pods'],
};
