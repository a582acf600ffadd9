import { SEVERITIES } from '@backstage-irsa/core/findings';
import type { Knex } from 'knex';
import { whereContains } from '../../database/sql';
import {
  acceptedSql,
  longText,
  number,
  openSql,
  text,
  whereFacets,
  type FleetTable,
} from './tables';

const T = 'findings';

const FACETS: FleetTable['facets'] = {
  cluster: { sql: `${T}.cluster` },
  namespace: { sql: `${T}.namespace` },
  account: { sql: `${T}.account_id` },
  owner: { sql: `${T}.owners`, isList: true },
  severity: { sql: `${T}.severity`, names: SEVERITIES },
  check: { sql: `${T}.check_id` },
  subjectKind: { sql: `${T}.subject_kind` },
};

/** The findings: open, resolved, or accepted. */
export const findingsTable: FleetTable = {
  name: T,
  placed: { kind: { column: `${T}.subject_kind` }, id: `${T}.subject_id` },
  columns: [`${T}.*`],
  facets: FACETS,
  filters: ['q', 'state', 'subjectId', 'serviceAccountId'],
  narrow(query, filter, now) {
    const { state = 'open' } = filter;
    if (state === 'resolved') query.whereNotNull(`${T}.resolved_at`);
    else if (state === 'open') query.whereRaw(openSql(now));
    else query.whereNull(`${T}.resolved_at`).whereRaw(acceptedSql(now));
    whereFacets(query, FACETS, filter);
    if (filter.subjectId !== undefined) {
      query.where(`${T}.subject_id`, filter.subjectId);
    }
    if (filter.serviceAccountId !== undefined) {
      whereAbout(query, filter.serviceAccountId);
    }
    if (filter.q !== undefined) {
      whereContains(
        query,
        `(coalesce(${T}.cluster, '') || '/' || ${T}.subject_name || ' ' || ${T}.message || ' ' || coalesce(${T}.entity_ref, ''))`,
        filter.q,
      );
    }
  },
  sorts: {
    severity: [number(`${T}.severity`)],
    age: [text(`${T}.first_seen_at`)],
    owner: [longText(`${T}.owners`)],
    subject: [longText(`${T}.subject_name`)],
    check: [text(`${T}.check_id`)],
  },
  descending: ['severity'],
};

/** Selects findings about the IAM service account, its role, or its workloads. With conditions joined by `or`, SQLite reads every open finding. */
function whereAbout(query: Knex.QueryBuilder, id: string): void {
  query.whereRaw(
    `${T}.subject_id in (
        select cast(? as text)
        union all select role_row_id from service_accounts where id = ?
        union all select id from inventory_workloads where service_account_id = ?
      )`,
    [id, id, id],
  );
}
