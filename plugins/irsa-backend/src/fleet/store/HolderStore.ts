import type { Knex } from 'knex';
import type { RoleUse } from '@backstage-irsa/core/model';
import { rolesTable } from './rolesTable';
import { serviceAccountsTable } from './serviceAccountsTable';
import { whereListed, whereOneOf } from '../../database/sql';
import { whereVisible, type Visibility } from '../../authorization/visibility';

/** A role, and one of those that have it; null for a role that no ServiceAccount has. */
export interface Holder {
  roleId: string;
  roleName: string;
  roleArn: string;
  use: RoleUse;
  serviceAccountId: string | null;
}

/** Of which roles, and where. */
export interface HolderQuery {
  roleIds: string[];
  cluster?: string;
  account?: string;
}

const listOf = (value: string | undefined) =>
  value === undefined ? undefined : [value];

/** Who has which of the roles. */
export class HolderStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Those that the caller may know of, in any order. */
  async list(query: HolderQuery, visibility: Visibility): Promise<Holder[]> {
    const holders: Holder[] = await this.#matching(query, visibility).select({
      roleId: 'inventory_roles.id',
      roleName: 'inventory_roles.name',
      roleArn: 'inventory_roles.arn',
      use: 'inventory_roles.use',
      serviceAccountId: 'service_accounts.id',
    });
    return holders;
  }

  /** How many roles there are that the caller may know of. */
  async roles(
    { cluster, account }: { cluster?: string; account?: string },
    visibility: Visibility,
  ): Promise<number> {
    const query: Knex.QueryBuilder = this.#knex('inventory_roles');
    rolesTable.narrow(
      query,
      { cluster: listOf(cluster), account: listOf(account) },
      '',
    );
    whereVisible(query, visibility, rolesTable.placed);
    const [{ total }] = await query.count({ total: '*' });
    return Number(total);
  }

  #matching(
    { roleIds, cluster, account }: HolderQuery,
    visibility: Visibility,
  ): Knex.QueryBuilder {
    const query: Knex.QueryBuilder = this.#knex('inventory_roles');
    query.leftJoin('service_accounts', joined =>
      joined
        .on('service_accounts.role_row_id', 'inventory_roles.id')
        .onNull('service_accounts.deleted_at'),
    );
    rolesTable.narrow(query, { account: listOf(account) }, '');
    whereOneOf(query, 'inventory_roles.id', roleIds);
    whereVisible(query, visibility, rolesTable.placed);
    query.where(either => {
      either.whereNull('service_accounts.id').orWhere(held => {
        held.whereNotNull('service_accounts.id');
        whereVisible(held, visibility, serviceAccountsTable.placed);
      });
    });
    if (cluster !== undefined) {
      query.where(either =>
        either.where('service_accounts.cluster', cluster).orWhere(none => {
          none.whereNull('service_accounts.id');
          whereListed(none, 'inventory_roles.clusters', cluster);
        }),
      );
    }
    return query;
  }
}
