import type { Severity } from '@backstage-irsa/core/model';
import { rankOf } from '@backstage-irsa/core/findings';
import type { Knex } from 'knex';
import { whereContains } from '../../database/sql';
import {
  acceptedSql,
  number,
  openSql,
  text,
  whereEqual,
  whereOwnedBy,
  type FleetTable,
} from './tables';

const T = 'findings';

/** What is wrong, was wrong, or is accepted. */
export const findingsTable: FleetTable = {
  name: T,
  placed: { kind: { column: `${T}.subject_kind` }, id: `${T}.subject_id` },
  columns: [`${T}.*`],
  filters: [
    'q',
    'cluster',
    'namespace',
    'account',
    'owner',
    'severity',
    'check',
    'state',
    'subjectKind',
    'subjectId',
    'serviceAccountId',
  ],
  narrow(query, filter, now) {
    const { state = 'open', severity } = filter;
    if (state === 'resolved') query.whereNotNull(`${T}.resolved_at`);
    else if (state === 'open') query.whereRaw(openSql(now));
    else query.whereNull(`${T}.resolved_at`).whereRaw(acceptedSql(now));
    whereEqual(query, {
      [`${T}.cluster`]: filter.cluster,
      [`${T}.namespace`]: filter.namespace,
      [`${T}.account_id`]: filter.account,
      [`${T}.check_id`]: filter.check,
      [`${T}.subject_kind`]: filter.subjectKind,
      [`${T}.subject_id`]: filter.subjectId,
    });
    if (severity !== undefined) {
      query.where(`${T}.severity`, rankOf(severity as Severity));
    }
    if (filter.serviceAccountId !== undefined) {
      whereAbout(query, filter.serviceAccountId);
    }
    whereOwnedBy(query, `${T}.owners`, filter.owner);
    if (filter.q !== undefined) {
      whereContains(
        query,
        `(coalesce(${T}.cluster, '') || '/' || ${T}.subject_name || ' ' || ${T}.message || ' ' || coalesce(${T}.entity_ref, ''))`,
        filter.q,
      );
    }
  },
  sorts: () => ({
    severity: [number(`${T}.severity`)],
    age: [text(`${T}.first_seen_at`)],
    owner: [text(`${T}.owners`)],
    subject: [text(`${T}.subject_name`)],
    check: [text(`${T}.check_id`)],
  }),
  descending: ['severity'],
};

/** Adds that it is about the IAM service account, its role or one of its workloads. */
function whereAbout(query: Knex.QueryBuilder, id: string): void {
  query.where(about =>
    about
      .where(`${T}.subject_id`, id)
      .orWhereIn(`${T}.subject_id`, roles =>
        roles
          .select('role_row_id')
          .from('service_accounts')
          .where({ id })
          .whereNotNull('role_row_id'),
      )
      .orWhereIn(`${T}.subject_id`, workloads =>
        workloads
          .select('id')
          .from('inventory_workloads')
          .where({ service_account_id: id }),
      ),
  );
}
