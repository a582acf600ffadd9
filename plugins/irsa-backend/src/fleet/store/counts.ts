import type { Knex } from 'knex';
import type { Severity } from '@backstage-irsa/core/model';
import { rankOf, severityOf } from '@backstage-irsa/core/findings';
import { whereOneOf } from '../../database/sql';
import { openSql } from './tables';

/** Open findings about one subject. */
export interface OpenFindings {
  count: number;
  worst?: Severity;
}

/**
 * The open findings about each of the subjects that has any, by their ids, of which no two kinds of subjects have the same. `now` is ISO 8601.
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
 * The workloads of each of the IAM service accounts, by the ids of these. They are read before what is wrong with them: of both at once PostgreSQL
 * looked at all findings about workloads, until it had statistics.
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
