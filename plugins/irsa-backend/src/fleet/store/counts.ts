import type { Knex } from 'knex';
import type { Severity } from '@backstage-irsa/core/model';
import { rankOf, severityOf } from '@backstage-irsa/core/findings';
import { whereOneOf } from '../../database/sql';
import { openSql } from './tables';

/** The number and the worst severity of the open findings about one subject. */
export interface OpenFindings {
  count: number;
  worst?: Severity;
}

/**
 * Returns the open findings of each subject, by subject ID. Subjects without open findings are absent. IDs are unique across all kinds of subjects.
 * `now` is ISO 8601.
 */
export async function openFindingsOf(
  knex: Knex,
  ids: string[],
  now: string,
): Promise<Map<string, OpenFindings>> {
  if (ids.length === 0) return new Map();
  const query: Knex.QueryBuilder = knex('findings')
    .whereRaw(openSql(now))
    .groupBy('findings.subject_id')
    .select({ id: 'findings.subject_id' })
    .count({ count: '*' })
    .max({ worst: 'findings.severity' });
  whereOneOf(query, 'findings.subject_id', [...new Set(ids)]);
  return openOf(await query);
}

/** An IAM service account whose open findings are counted: findings about itself, its role, and its workloads. */
export interface CountedServiceAccount {
  id: string;
  /** The ID of its role in inventory_roles. */
  role_row_id: string | null;
}

/** Returns the open findings of each IAM service account, in the given order. `now` is ISO 8601. */
export async function openFindingsOfServiceAccounts(
  knex: Knex,
  rows: readonly CountedServiceAccount[],
  now: string,
): Promise<OpenFindings[]> {
  const workloads = await workloadsOf(
    knex,
    rows.map(({ id }) => id),
  );
  const subjects = rows.map(({ id, role_row_id: roleId }) => [
    id,
    ...(roleId === null ? [] : [roleId]),
    ...(workloads.get(id) ?? []).map(workload => workload.id),
  ]);
  const open = await openFindingsOf(knex, subjects.flat(), now);
  return subjects.map(ids => together(ids.map(id => open.get(id))));
}

/**
 * Returns the workloads of each IAM service account, by its ID. They are read before their findings: in one joint query, PostgreSQL read all findings
 * about workloads until it had statistics.
 */
async function workloadsOf(
  knex: Knex,
  ids: string[],
): Promise<Map<string, { id: string }[]>> {
  const query: Knex.QueryBuilder = knex('inventory_workloads').select(
    'id',
    'service_account_id',
  );
  whereOneOf(query, 'service_account_id', ids);
  const rows: { id: string; service_account_id: string }[] = await query;
  return Map.groupBy(rows, ({ service_account_id: of }) => of);
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

/** Adds up the open findings of several subjects. */
function together(parts: (OpenFindings | undefined)[]): OpenFindings {
  const worst = parts
    .flatMap(part => part?.worst ?? [])
    .sort((one, other) => rankOf(other) - rankOf(one))[0];
  return {
    count: parts.reduce((sum, part) => sum + (part?.count ?? 0), 0),
    ...(worst && { worst }),
  };
}
