import type { Knex } from 'knex';
import type { SortKey } from './keyset';
import { whereAny, whereListed } from '../../database/sql';
import type { Placed } from '../../authorization/visibility';

/** Filters that hold values of which a row has one, and whose values can be counted. */
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

/** What lists of the fleet can be narrowed by; each table says which of them it has. */
export interface FleetFilter extends Partial<Record<FacetName, string[]>> {
  q?: string;
  state?: string;
  subjectId?: string;
  serviceAccountId?: string;
  roleId?: string;
  entityRef?: string;
}

type FilterName = keyof FleetFilter;

/** Where the values of a filter are. */
export interface Facet {
  /** An SQL expression without parameters. */
  sql: string;
  /** Whether it holds several names, as `toList` writes them; a row without any has the value `none`. */
  isList?: true;
  /** The value of rows where it is null. */
  missing?: string;
  /** The values by their numbers, where it holds numbers. */
  names?: readonly string[];
}

/** A table of the fleet: what is read of it, how it is narrowed and sorted. */
export interface FleetTable {
  name: string;
  placed: Placed;
  /** Those that a row of its list is made from. */
  columns: string[];
  /** The filters whose values can be counted. */
  facets: Partial<Record<FacetName, Facet>>;
  /** The others. */
  filters: readonly Exclude<FilterName, FacetName>[];
  /** Leaves the rows that are there and fit the filter. `now` is ISO 8601. */
  narrow(query: Knex.QueryBuilder, filter: FleetFilter, now: string): void;
  /** By name; the first one is the default. Each is completed by the id. */
  sorts: Record<string, SortKey[]>;
  /** Those that begin with the largest unless told otherwise. */
  descending: readonly string[];
}

export const text = (sql: string): SortKey => ({ sql, type: 'text' });
export const number = (sql: string): SortKey => ({ sql, type: 'number' });

/** The rows of a table that an earlier scan found and the last one did not are history. */
export function whereThere(query: Knex.QueryBuilder, table: string): void {
  query.whereNull(`${table}.deleted_at`);
}

/** Leaves the rows that have one of the values of each filter that is given. */
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

/** By which time lists and counts judge what is open, as ISO 8601: that of this second, so that who asks the same within it asks the same of the database. */
export function thisSecond(): string {
  return new Date(Math.floor(Date.now() / 1000) * 1000).toISOString();
}

/** Whether a finding is open at that time: neither resolved nor accepted until later. `now` is ISO 8601. */
export function openSql(now: string, table = 'findings'): string {
  return `${table}.resolved_at is null and not ${acceptedSql(now, table)}`;
}

/** Whether a finding is accepted at that time. `now` is ISO 8601. */
export function acceptedSql(now: string, table = 'findings'): string {
  return `coalesce(${table}.accepted_until, '') > '${now}'`;
}
