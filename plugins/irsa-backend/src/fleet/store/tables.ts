import type { Knex } from 'knex';
import type { SortKey } from './keyset';
import { whereAny, whereListed } from '../../database/sql';
import type { Placed } from '../../authorization/visibility';

/** The filters on a value of the row. Their values can be counted. */
export const FACETS = [
  'cluster',
  'namespace',
  'account',
  'owner',
  'status',
  'mechanism',
  'entity',
  'link',
  'identitySource',
  'severity',
  'check',
  'subjectKind',
  'use',
  'unused',
  'managedBy',
] as const;

export type FacetName = (typeof FACETS)[number];

/** The filters of fleet lists. Each table declares which of them it supports. */
export interface FleetFilter extends Partial<Record<FacetName, string[]>> {
  q?: string;
  state?: string;
  subjectId?: string;
  serviceAccountId?: string;
  roleId?: string;
  workloadId?: string;
  entityRef?: string;
}

type FilterName = keyof FleetFilter;

/** Where a table stores the values of a filter. */
export interface Facet {
  /** An SQL expression without parameters. */
  sql: string;
  /** Whether the expression holds several names, as `toList` writes them. A row without names has the value `none`. */
  isList?: true;
  /** The value of rows in which the expression is null. */
  missing?: string;
  /** The names of the values, by number, if the expression holds numbers. */
  names?: readonly string[];
}

/** A table of the fleet: its columns, filters, and sort orders. */
export interface FleetTable {
  name: string;
  placed: Placed;
  /** The columns that are read to build the list items. */
  columns: string[];
  /** The filters whose values can be counted. */
  facets: Partial<Record<FacetName, Facet>>;
  /** The other filters. */
  filters: readonly Exclude<FilterName, FacetName>[];
  /** Keeps the existing rows that match the filter. `now` is ISO 8601. */
  narrow(query: Knex.QueryBuilder, filter: FleetFilter, now: string): void;
  /** The sort orders, by name. The first is the default. The row ID completes each order. */
  sorts: Record<string, SortKey[]>;
  /** The sort orders that are descending by default. */
  descending: readonly string[];
}

export const text = (sql: string): SortKey => ({ sql, type: 'text' });
export const number = (sql: string): SortKey => ({ sql, type: 'number' });

/** The number of characters by which texts of any length are sorted: a cursor contains them, and the API limits its length. */
const SORTED = 400;

/** Sorts by the beginning of a text that can be long, such as the owners of a shared role or an annotation of a ServiceAccount. */
export const longText = (sql: string): SortKey =>
  text(`substr(${sql}, 1, ${SORTED})`);

/** Keeps the rows that the last scan found. Rows that only earlier scans found are history. */
export function whereThere(query: Knex.QueryBuilder, table: string): void {
  query.whereNull(`${table}.deleted_at`);
}

/** Keeps the rows that have one of the values of each given filter. */
export function whereFacets(
  query: Knex.QueryBuilder,
  facets: FleetTable['facets'],
  filter: FleetFilter,
): void {
  for (const name of FACETS) {
    const facet = facets[name];
    const values = filter[name];
    if (facet && values) query.where(group => whereHas(group, facet, values));
  }
}

function whereHas(
  group: Knex.QueryBuilder,
  { sql, isList, missing, names }: Facet,
  values: string[],
): void {
  if (isList) {
    whereAny(group, values, (each, value) =>
      value === 'none'
        ? each.whereRaw(`${sql} = '|'`)
        : whereListed(each, sql, value.toLocaleLowerCase('en-US')),
    );
    return;
  }
  const stored = names ? values.map(value => names.indexOf(value)) : values;
  group.whereRaw(`${sql} in (${stored.map(() => '?').join(', ')})`, stored);
  if (missing !== undefined && values.includes(missing)) {
    group.orWhereRaw(`${sql} is null`);
  }
}

/** Returns the time by which lists and counts judge what is open: the current second (ISO 8601), so that identical requests use the same query. */
export function thisSecond(): string {
  return new Date(Math.floor(Date.now() / 1000) * 1000).toISOString();
}

/** Returns an SQL condition: the finding is neither resolved nor accepted until after `now` (ISO 8601). */
export function openSql(now: string, table = 'findings'): string {
  return `${table}.resolved_at is null and not ${acceptedSql(now, table)}`;
}

/** Returns an SQL condition: the finding is accepted until after `now` (ISO 8601). */
export function acceptedSql(now: string, table = 'findings'): string {
  return `coalesce(${table}.accepted_until, '') > '${now}'`;
}
