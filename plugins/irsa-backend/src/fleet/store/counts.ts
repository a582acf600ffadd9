import type { Knex } from 'knex';
import type { Severity, SubjectKind } from '@backstage-irsa/core/model';
import { rankOf, severityOf } from '@backstage-irsa/core/findings';
import { whereOneOf } from '../../database/sql';
import { openSql } from './tables';

/** Open findings about one subject. */
export interface OpenFindings {
  count: number;
  worst?: Severity;
}

/** The open findings about each of the subjects that has any, by their ids. `now` is ISO 8601. */
export async function openFindingsOf(
  knex: Knex,
  kind: SubjectKind,
  ids: string[],
  now: string,
): Promise<Map<string, OpenFindings>> {
  if (ids.length === 0) return new Map();
  const query: Knex.QueryBuilder = knex('findings')
    .where('findings.subject_kind', kind)
    .whereRaw(openSql(now))
    .groupBy('findings.subject_id')
    .select({ id: 'findings.subject_id' })
    .count({ count: '*' })
    .max({ worst: 'findings.severity' });
  whereOneOf(query, 'findings.subject_id', [...new Set(ids)]);
  return openOf(await query);
}

/** An IAM service account as its open findings are counted: those about itself, its role and its workloads. */
export interface CountedServiceAccount {
  id: string;
  /** The id of its role in inventory_roles. */
  role_row_id: string | null;
}

/** The open findings of each of the IAM service accounts, in their order. `now` is ISO 8601. */
export async function openFindingsOfServiceAccounts(
  knex: Knex,
  rows: readonly CountedServiceAccount[],
  now: string,
): Promise<OpenFindings[]> {
  const ids = rows.map(({ id }) => id);
  const roleIds = rows.flatMap(({ role_row_id: id }) => id ?? []);
  const [own, ofRole, ofWorkloads] = await Promise.all([
    openFindingsOf(knex, 'service-account', ids, now),
    openFindingsOf(knex, 'role', roleIds, now),
    openFindingsOfWorkloads(knex, ids, now),
  ]);
  return rows.map(({ id, role_row_id: roleId }) =>
    together([own.get(id), ofRole.get(roleId ?? ''), ofWorkloads.get(id)]),
  );
}

/** The open findings about the workloads of each of the IAM service accounts that has any, by the ids of these. `now` is ISO 8601. */
async function openFindingsOfWorkloads(
  knex: Knex,
  ids: string[],
  now: string,
): Promise<Map<string, OpenFindings>> {
  if (ids.length === 0) return new Map();
  const query: Knex.QueryBuilder = knex('inventory_workloads')
    // SQLite keeps the order of a cross join. Left the choice, it looks at all findings about workloads.
    .crossJoin(knex.raw('findings'))
    .whereRaw('findings.subject_id = inventory_workloads.id')
    .where('findings.subject_kind', 'workload')
    .whereRaw(openSql(now))
    .groupBy('inventory_workloads.service_account_id')
    .select({ id: 'inventory_workloads.service_account_id' })
    .count({ count: '*' })
    .max({ worst: 'findings.severity' });
  whereOneOf(query, 'inventory_workloads.service_account_id', ids);
  return openOf(await query);
}

interface Counted {
  id: string;
  count: number | string;
  worst: number;
}

function openOf(rows: Counted[]): Map<string, OpenFindings> {
  return new Map(
    rows.map(({ id, count, worst }) => [
      id,
      { count: Number(count), worst: severityOf(worst) },
    ]),
  );
}

/** Those of several subjects together. */
function together(parts: (OpenFindings | undefined)[]): OpenFindings {
  const worst = parts
    .flatMap(part => part?.worst ?? [])
    .sort((one, other) => rankOf(other) - rankOf(one))[0];
  return {
    count: parts.reduce((sum, part) => sum + (part?.count ?? 0), 0),
    ...(worst && { worst }),
  };
}
