import { whereContains, whereListed } from '../../database/sql';
import {
  number,
  text,
  whereEqual,
  whereOwnedBy,
  whereThere,
  type FleetTable,
} from './tables';

const T = 'inventory_roles';

/** The roles that ServiceAccounts or nodes have, or may have. */
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
  filters: ['q', 'cluster', 'account', 'owner', 'use', 'unused', 'managedBy'],
  narrow(query, filter) {
    whereThere(query, T);
    whereEqual(query, {
      [`${T}.account_id`]: filter.account,
      [`${T}.use`]: filter.use,
    });
    if (filter.unused === true) query.where(`${T}.unused`, 'yes');
    if (filter.unused === false) query.whereNot(`${T}.unused`, 'yes');
    if (filter.cluster !== undefined) {
      whereListed(query, `${T}.clusters`, filter.cluster);
    }
    if (filter.managedBy === 'none') query.whereNull(`${T}.managing_tool`);
    else whereEqual(query, { [`${T}.managing_tool`]: filter.managedBy });
    whereOwnedBy(query, `${T}.owners`, filter.owner);
    if (filter.q !== undefined) {
      whereContains(
        query,
        `(${T}.arn || ' ' || coalesce(${T}.entity_ref, ''))`,
        filter.q,
      );
    }
  },
  sorts: () => ({
    name: [text(`${T}.name`)],
    risk: [number(`${T}.risk`)],
    lastUsed: [text(`coalesce(${T}.last_used_at, '')`)],
    serviceAccounts: [number(`${T}.service_accounts`)],
    owner: [text(`${T}.owners`), text(`${T}.name`)],
  }),
  descending: ['risk', 'lastUsed', 'serviceAccounts'],
};
