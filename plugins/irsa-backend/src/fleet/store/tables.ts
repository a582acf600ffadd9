import type { Knex } from 'knex';
import type { SubjectKind } from '@backstage-irsa/core/model';
import type { SortKey } from './keyset';
import { whereListed } from '../../database/sql';
import type { Placed } from '../../authorization/visibility';

/** What lists of the fleet can be narrowed by; each table says which of them it has. */
export interface FleetFilter {
  q?: string;
  cluster?: string;
  namespace?: string;
  account?: string;
  /** An entity reference, or `none`. */
  owner?: string;
  status?: string;
  mechanism?: string;
  entity?: string;
  identitySource?: string;
  severity?: string;
  check?: string;
  state?: string;
  subjectKind?: string;
  subjectId?: string;
  serviceAccountId?: string;
  use?: string;
  unused?: boolean;
  /** The name of a tool, or `none`. */
  managedBy?: string;
}

export type FilterName = keyof FleetFilter;

/** A table of the fleet: what is read of it, how it is narrowed and sorted. */
export interface FleetTable {
  name: string;
  placed: Placed;
  /** Those that a row of its list is made from. */
  columns: string[];
  filters: readonly FilterName[];
  /** Leaves the rows that are there and fit the filter. `now` is ISO 8601. */
  narrow(query: Knex.QueryBuilder, filter: FleetFilter, now: string): void;
  /** By name; the first one is the default. Each is completed by the id. `now` is ISO 8601. */
  sorts(now: string): Record<string, SortKey[]>;
  /** Those that begin with the largest unless told otherwise. */
  descending: readonly string[];
}

export const text = (sql: string): SortKey => ({ sql, type: 'text' });
export const number = (sql: string): SortKey => ({ sql, type: 'number' });

/** The rows of a table that an earlier scan found and the last one did not are history. */
export function whereThere(query: Knex.QueryBuilder, table: string): void {
  query.whereNull(`${table}.deleted_at`);
}

/** Adds equality for each of the columns whose value is given. */
export function whereEqual(
  query: Knex.QueryBuilder,
  values: Record<string, string | undefined>,
): void {
  for (const [column, value] of Object.entries(values)) {
    if (value !== undefined) query.where(column, value);
  }
}

/** Adds that the owner is among those of the row; `none` for rows of nobody. */
export function whereOwnedBy(
  query: Knex.QueryBuilder,
  column: string,
  owner: string | undefined,
): void {
  if (owner === 'none') query.where(column, '|');
  else if (owner !== undefined) {
    whereListed(query, column, owner.toLocaleLowerCase('en-US'));
  }
}

/** Whether a finding is open at that time: neither resolved nor accepted until later. `now` is ISO 8601. */
export function openSql(now: string, table = 'findings'): string {
  return `${table}.resolved_at is null and not ${acceptedSql(now, table)}`;
}

/** Whether a finding is accepted at that time. `now` is ISO 8601. */
export function acceptedSql(now: string, table = 'findings'): string {
  return `coalesce(${table}.accepted_until, '') > '${now}'`;
}

/** Joins how many open findings there are about each row that has any, as `<name>.count`. They are counted once, not for each row. `now` is ISO 8601. */
export function joinFindings(
  now: string,
  { name, kind, id }: { name: string; kind: SubjectKind; id: string },
): string {
  return `left join (select subject_id, count(*) as count from findings where subject_kind = '${kind}' and ${openSql(
    now,
  )} group by subject_id) ${name} on ${name}.subject_id = ${id}`;
}

/** The same of the findings about workloads, for each IAM service account that they have. */
export function joinWorkloadFindings(
  now: string,
  name: string,
  id: string,
): string {
  return `left join (select service_account_id, count(*) as count from findings join inventory_workloads on inventory_workloads.id = findings.subject_id where subject_kind = 'workload' and ${openSql(
    now,
  )} group by service_account_id) ${name} on ${name}.service_account_id = ${id}`;
}
