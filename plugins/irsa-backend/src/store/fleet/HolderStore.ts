import type { Knex } from 'knex';
import type { RoleUse } from '@backstage-irsa/plugin-irsa-common';
import { readPage } from './keyset';
import { rolesTable } from './rolesTable';
import { serviceAccountsTable } from './serviceAccountsTable';
import { whereListed, whereOneOf } from './sql';
import { text } from './tables';
import { whereVisible, type Visibility } from './visibility';

/** A role, and one of those that have it; null for a role that no ServiceAccount has. */
export interface Holder {
  roleId: string;
  roleArn: string;
  use: RoleUse;
  serviceAccountId: string | null;
}

interface Row {
  id: string;
  arn: string;
  use: RoleUse;
  service_account_id: string | null;
}

/** Of which roles, and where. */
export interface HolderQuery {
  roleIds: string[];
  cluster?: string;
  account?: string;
  cursor?: string;
  limit: number;
}

const KEYS = [
  text('inventory_roles.name'),
  text('inventory_roles.id'),
  text("coalesce(service_accounts.id, '')"),
];

/** Who has which of the roles. */
export class HolderStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): HolderStore {
    return new HolderStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** One page of those that the caller may know of, by the names of the roles. */
  async page(
    query: HolderQuery,
    visibility: Visibility,
  ): Promise<{ items: Holder[]; total: number; nextCursor?: string }> {
    const matching = () => this.#matching(query, visibility);
    const [{ rows, nextCursor }, [{ total }]] = await Promise.all([
      readPage<Row>(
        matching(),
        [
          'inventory_roles.id',
          'inventory_roles.arn',
          'inventory_roles.use',
          'service_accounts.id as service_account_id',
        ],
        {
          sort: 'role',
          descending: false,
          keys: KEYS,
          cursor: query.cursor,
          limit: query.limit,
        },
      ),
      matching().count({ total: '*' }),
    ]);
    return {
      items: rows.map(row => ({
        roleId: row.id,
        roleArn: row.arn,
        use: row.use,
        serviceAccountId: row.service_account_id,
      })),
      total: Number(total),
      ...(nextCursor !== undefined && { nextCursor }),
    };
  }

  /** How many roles there are that the caller may know of. */
  async roles(
    where: { cluster?: string; account?: string },
    visibility: Visibility,
  ): Promise<number> {
    const query: Knex.QueryBuilder = this.#knex('inventory_roles');
    rolesTable.narrow(query, where, '');
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
        .onNull('service_accounts.gone_at'),
    );
    rolesTable.narrow(query, { account }, '');
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
