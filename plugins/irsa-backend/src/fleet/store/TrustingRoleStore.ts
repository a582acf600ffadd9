import type { Knex } from 'knex';
import { rolesTable } from './rolesTable';
import { whereAny, whereContains } from '../../database/sql';
import { whereVisible, type Visibility } from '../../authorization/visibility';

/** Reads which roles name others in their trust policies. */
export class TrustingRoleStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Returns the IDs of the visible roles whose trust policies name one of the principals. */
  async of(arns: string[], visibility: Visibility): Promise<string[]> {
    const query: Knex.QueryBuilder = this.#knex('inventory_roles');
    rolesTable.narrow(query, {}, '');
    whereVisible(query, visibility, rolesTable.placed);
    query.whereNot('inventory_roles.trusted', '[]');
    whereAny(query, arns, (each, arn) =>
      whereContains(each, 'inventory_roles.trusted', JSON.stringify(arn)),
    );
    return query.orderBy('inventory_roles.id').pluck('inventory_roles.id');
  }
}
