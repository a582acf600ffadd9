import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';
import type { IrsaServiceAccountFilter } from './permissionRules/resource';
import { whereAny, whereGlob, whereListed, whereOneOf } from '../database/sql';

/** The rows of the fleet that the caller may see: all, or those with a location that meets the criteria. */
export type Visibility =
  | 'all'
  | { criteria: PermissionCriteria<IrsaServiceAccountFilter> };

/** A table of the fleet and how its locations refer to it. `kind` and `id` are columns, or `kind` is a constant for all rows. */
export interface Placed {
  kind: string | { column: string };
  id: string;
}

/** The table of IAM service accounts. */
export const SERVICE_ACCOUNT_PLACE: Placed = {
  kind: 'service-account',
  id: 'service_accounts.id',
};

/** Restricts a query to the rows that the caller may see. Only callers whose permission has no conditions see rows without a location. */
export function whereVisible(
  query: Knex.QueryBuilder,
  visibility: Visibility,
  { kind, id }: Placed,
): void {
  if (visibility === 'all') return;
  query.whereExists(places => {
    places
      .select(places.client.raw('1'))
      .from('inventory_locations')
      .whereRaw('inventory_locations.row_id = ??', [id]);
    if (typeof kind === 'string')
      places.where('inventory_locations.kind', kind);
    else places.whereRaw('inventory_locations.kind = ??', [kind.column]);
    whereMeets(places, visibility.criteria);
  });
}

/** Restricts locations to those that meet the criteria. */
export function whereMeets(
  places: Knex.QueryBuilder,
  criteria: PermissionCriteria<IrsaServiceAccountFilter>,
): void {
  if ('field' in criteria) {
    whereFits(places, criteria);
  } else if ('allOf' in criteria) {
    for (const each of criteria.allOf) {
      places.where(group => whereMeets(group, each));
    }
  } else if ('anyOf' in criteria) {
    whereAny(places, criteria.anyOf, whereMeets);
  } else {
    places.whereNot(group => whereMeets(group, criteria.not));
  }
}

const COLUMNS = {
  cluster: 'inventory_locations.cluster',
  namespace: 'inventory_locations.namespace',
  name: 'inventory_locations.name',
  accountId: 'inventory_locations.account_id',
  entityRef: 'inventory_locations.entity_ref',
  owners: 'inventory_locations.owners',
} as const;

function whereFits(
  places: Knex.QueryBuilder,
  { field, anyOf }: IrsaServiceAccountFilter,
): void {
  // An adopter's rule can use more fields than its type allows. Ignoring such a filter would show more rows, or fewer under a `not`.
  if (!Object.hasOwn(COLUMNS, field)) {
    throw new Error(`Permission rules cannot filter by ${field}.`);
  }
  const column = COLUMNS[field];
  if (field === 'owners') {
    const owners = anyOf.map(ref => ref.toLocaleLowerCase('en-US'));
    whereAny(places, owners, (each, owner) => whereListed(each, column, owner));
  } else if (field === 'namespace') {
    whereAny(places, anyOf, (each, glob) => whereGlob(each, column, glob));
  } else {
    whereOneOf(places, column, anyOf);
  }
}
