import type { Knex } from 'knex';
import {
  joinFindings,
  joinWorkloadFindings,
  number,
  text,
  whereEqual,
  whereOwnedBy,
  whereThere,
  type FleetTable,
} from './tables';
import { SERVICE_ACCOUNT_PLACE } from '../../authorization/visibility';
import { whereContains } from '../../database/sql';

const T = 'service_accounts';
const PLACE = [text(`${T}.cluster`), text(`${T}.namespace`), text(`${T}.name`)];

/** When it was last looked at, by a verification or a scan. */
export const CHECKED_AT = `(case when ${T}.status is null then '' when coalesce(${T}.scanned_at, '') > ${T}.updated_at then ${T}.scanned_at else ${T}.updated_at end)`;

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
    'owner',
    'owners',
    'status',
    'proof',
    'pods',
  ].map(column => `${T}.${column}`),
  filters: [
    'q',
    'cluster',
    'namespace',
    'account',
    'owner',
    'status',
    'mechanism',
    'entity',
  ],
  narrow(query, filter) {
    whereThere(query, T);
    whereEqual(query, {
      [`${T}.cluster`]: filter.cluster,
      [`${T}.namespace`]: filter.namespace,
      [`${T}.role_account_id`]: filter.account,
      [`${T}.mechanism`]: filter.mechanism,
    });
    if (filter.status === 'unknown') {
      query.where(group =>
        group.where(`${T}.status`, 'unknown').orWhereNull(`${T}.status`),
      );
    } else {
      whereEqual(query, { [`${T}.status`]: filter.status });
    }
    whereOwnedBy(query, `${T}.owners`, filter.owner);
    if (filter.entity === 'none') {
      query.whereNull(`${T}.catalog_entity_ref`).whereNull(`${T}.entity_ref`);
    } else if (filter.entity === 'any') {
      query.where(group =>
        group
          .whereNotNull(`${T}.catalog_entity_ref`)
          .orWhereNotNull(`${T}.entity_ref`),
      );
    }
    if (filter.q !== undefined) whereNamed(query, filter.q);
  },
  sorts: now => ({
    place: PLACE,
    status: [text(`coalesce(${T}.status, 'unknown')`), ...PLACE],
    role: [text(`coalesce(${T}.role_arn, '')`)],
    owner: [text(`${T}.owners`), ...PLACE],
    pods: [number(`${T}.pods`)],
    findings: [
      {
        ...number(
          '(coalesce(own.count, 0) + coalesce(of_role.count, 0) + coalesce(of_workloads.count, 0))',
        ),
        joins: [
          joinFindings(now, {
            name: 'own',
            kind: 'service-account',
            id: `${T}.id`,
          }),
          joinFindings(now, {
            name: 'of_role',
            kind: 'role',
            id: `${T}.role_row_id`,
          }),
          joinWorkloadFindings(now, 'of_workloads', `${T}.id`),
        ].join(' '),
      },
    ],
    checkedAt: [text(CHECKED_AT)],
  }),
  descending: ['pods', 'findings', 'checkedAt'],
};

/** By place, entity or role: in an index, and where rows are short. Those of this table are read only when they are shown. */
function whereNamed(query: Knex.QueryBuilder, q: string): void {
  query.where(named => {
    whereContains(
      named,
      `(${T}.cluster || '/' || ${T}.namespace || '/' || ${T}.name || ' ' || coalesce(${T}.catalog_entity_ref, ${T}.entity_ref, ''))`,
      q,
    );
    named.orWhereIn(`${T}.role_row_id`, roles => {
      roles.select('inventory_roles.id').from('inventory_roles');
      whereContains(roles, 'inventory_roles.arn', q);
    });
  });
}
