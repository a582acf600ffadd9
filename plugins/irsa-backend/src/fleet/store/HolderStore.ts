import type { Knex } from 'knex';
import type {
  ResourcePolicyReading,
  RoleUse,
} from '@backstage-irsa/core/model';
import type { TrustedPrincipal } from '@backstage-irsa/core/permissions';
import { rolesTable } from './rolesTable';
import { serviceAccountsTable } from './serviceAccountsTable';
import { whereListed, whereOneOf } from '../../database/sql';
import { whereVisible, type Visibility } from '../../authorization/visibility';
import type { PrincipalDetail } from './inventory/PrincipalStore';
import type { PrincipalRow } from './inventory/rows';

/** A role and one ServiceAccount that has it. The ServiceAccount fields are null if no ServiceAccount has the role. */
export interface RoleHolderRow {
  roleId: string;
  roleName: string;
  roleArn: string;
  use: RoleUse;
  serviceAccountId: string | null;
  cluster: string | null;
  namespace: string | null;
  serviceAccount: string | null;
}

/** A user, or a role that neither a ServiceAccount nor a node has. */
export interface ListedPrincipal {
  id: string;
  kind: PrincipalRow['kind'];
  arn: string;
  name: string;
  trusted: TrustedPrincipal[];
  groups: PrincipalDetail['groups'];
}

/** The cluster or account to search in. */
export interface HolderPlace {
  cluster?: string;
  account?: string;
}

/** The place to search in, and what the caller may read. */
export interface Where extends HolderPlace {
  visibility: Visibility;
}

const PRINCIPALS = 'inventory_principals';

const listOf = (value: string | undefined) =>
  value === undefined ? undefined : [value];

/** Reads which ServiceAccounts have which roles, and reads the principals that are not pod roles. */
export class HolderStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Returns the roles and their ServiceAccounts that the caller may read, in any order. */
  async list(
    query: HolderPlace & { roleIds: string[] },
    visibility: Visibility,
  ): Promise<RoleHolderRow[]> {
    const holders: RoleHolderRow[] = await this.#matching(
      query,
      visibility,
    ).select({
      roleId: 'inventory_roles.id',
      roleName: 'inventory_roles.name',
      roleArn: 'inventory_roles.arn',
      use: 'inventory_roles.use',
      serviceAccountId: 'service_accounts.id',
      cluster: 'service_accounts.cluster',
      namespace: 'service_accounts.namespace',
      serviceAccount: 'service_accounts.name',
    });
    return holders;
  }

  /** Returns the principals that each role's trust policy allows in addition to pods, by role ID. Roles that trust only pods are absent. */
  async trusted(roleIds: string[]): Promise<Map<string, TrustedPrincipal[]>> {
    const query: Knex.QueryBuilder = this.#knex('inventory_roles');
    whereOneOf(query, 'inventory_roles.id', roleIds);
    const rows: { id: string; trusted: string }[] = await query
      .whereNot('trusted', '[]')
      .select('id', 'trusted');
    return new Map(rows.map(({ id, trusted }) => [id, JSON.parse(trusted)]));
  }

  /** Returns the users, and the roles that neither a ServiceAccount nor a node has, with these IDs. */
  async principals(
    ids: string[],
    account: string | undefined,
  ): Promise<ListedPrincipal[]> {
    const query: Knex.QueryBuilder = this.#knex(PRINCIPALS);
    whereOneOf(query, `${PRINCIPALS}.id`, ids);
    if (account !== undefined) query.where({ account_id: account });
    const rows: PrincipalRow[] = await query
      .whereNull('deleted_at')
      .select('id', 'kind', 'arn', 'name', 'trusted', 'detail');
    return rows.map(({ trusted, detail, ...row }) => ({
      ...row,
      trusted: JSON.parse(trusted),
      groups: (JSON.parse(detail) as PrincipalDetail).groups,
    }));
  }

  /**
   * Returns the bucket's policy with the account that owns the bucket, or that the bucket does not exist, as cluster scans last read it. Undefined if
   * no scan found the owner: the account of a role that names a bucket does not have to be the owner.
   */
  async bucketPolicy(name: string): Promise<ResourcePolicyReading | undefined> {
    const rows = await this.#knex('inventory_observations')
      .where({ kind: 'bucket' })
      .whereLike('key', `%/${name}`)
      .orderBy([{ column: 'read_at', order: 'desc' }, 'key', 'scope'])
      .select<{ answer: string; key: string }[]>('answer', 'key');
    return rows
      .filter(({ key }) => key.endsWith(`/${name}`))
      .map(({ answer }): ResourcePolicyReading => JSON.parse(answer))
      .find(({ accountId, isMissing }) => isMissing || accountId !== undefined);
  }

  /** Returns the accounts that were scanned, so that their users and roles are known. */
  async accounts(): Promise<Set<string>> {
    const ids = await this.#knex('inventory_scopes')
      .where({ kind: 'account' })
      .whereNotNull('completed_at')
      .pluck<string[]>('account_id');
    return new Set(ids);
  }

  /** Counts the roles and users that the caller may read. */
  async count(
    { cluster, account }: HolderPlace,
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
    if (visibility !== 'all' || cluster !== undefined) return Number(total);
    const others: Knex.QueryBuilder = this.#knex(PRINCIPALS);
    if (account !== undefined) others.where({ account_id: account });
    const [{ more }] = await others
      .whereNull('deleted_at')
      .count({ more: '*' });
    return Number(total) + Number(more);
  }

  #matching(
    { roleIds, cluster, account }: HolderPlace & { roleIds: string[] },
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
