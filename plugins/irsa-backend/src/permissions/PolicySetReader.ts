import type { Knex } from 'knex';
import type { PolicySet } from '@backstage-irsa/core/permissions';
import type { PolicySetRow } from './policySetRows';
import { whereOneOf } from '../database/sql';

/** A role or user, with the fields that its policies need. */
export interface PrincipalOfSet {
  id: string;
  kind: 'role' | 'user';
  arn: string;
  account_id: string;
  policy_set: string;
}

const asRole = (role: Omit<PrincipalOfSet, 'kind'>): PrincipalOfSet => ({
  ...role,
  kind: 'role',
});

const NONE: PolicySet = { policies: [], layers: [] };

/** Reads the policies of roles and users, as last scanned. */
export class PolicySetReader {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async get(hash: string): Promise<PolicySet> {
    return (await this.getMany([hash])).get(hash) ?? NONE;
  }

  async getMany(hashes: string[]): Promise<Map<string, PolicySet>> {
    const query: Knex.QueryBuilder = this.#knex('inventory_policy_sets');
    whereOneOf(query, 'inventory_policy_sets.hash', hashes);
    const rows: Pick<PolicySetRow, 'hash' | 'policies'>[] = await query.select(
      'hash',
      'policies',
    );
    return new Map(
      rows.map(({ hash, policies }) => [hash, JSON.parse(policies)]),
    );
  }

  /** Returns the roles and users whose policies allow anything in the service, or could not all be read. */
  async principalsThatMayUse(service: string): Promise<PrincipalOfSet[]> {
    const columns = ['id', 'arn', 'account_id', 'policy_set'];
    const roles: Omit<PrincipalOfSet, 'kind'>[] = await this.#mayUse(
      'inventory_roles',
      service,
    ).select(columns);
    const others: PrincipalOfSet[] = await this.#mayUse(
      'inventory_principals',
      service,
    ).select([...columns, 'kind']);
    return [...roles.map(asRole), ...others];
  }

  /** Returns the roles and users with these IDs that exist. */
  async principals(ids: string[]): Promise<PrincipalOfSet[]> {
    const columns = ['id', 'arn', 'account_id', 'policy_set'];
    const roles: Knex.QueryBuilder = this.#knex('inventory_roles');
    whereOneOf(roles, 'inventory_roles.id', ids);
    const others: Knex.QueryBuilder = this.#knex('inventory_principals');
    whereOneOf(others, 'inventory_principals.id', ids);
    const [ofRoles, ofOthers]: [
      Omit<PrincipalOfSet, 'kind'>[],
      PrincipalOfSet[],
    ] = await Promise.all([
      roles.whereNull('deleted_at').select(columns),
      others.whereNull('deleted_at').select([...columns, 'kind']),
    ]);
    return [...ofRoles.map(asRole), ...ofOthers];
  }

  /** Returns the tags of roles and users, by ID. */
  async tagsOf(ids: string[]): Promise<Map<string, Record<string, string>>> {
    const roles: Knex.QueryBuilder = this.#knex('inventory_roles');
    whereOneOf(roles, 'inventory_roles.id', ids);
    const others: Knex.QueryBuilder = this.#knex('inventory_principals');
    whereOneOf(others, 'inventory_principals.id', ids);
    const [ofRoles, ofOthers]: [
      { id: string; facts: string }[],
      { id: string; detail: string }[],
    ] = await Promise.all([
      roles.select('id', 'facts'),
      others.select('id', 'detail'),
    ]);
    return new Map([
      ...ofRoles.map(
        ({ id, facts }) => [id, JSON.parse(facts).role.tags] as const,
      ),
      ...ofOthers.map(
        ({ id, detail }) => [id, JSON.parse(detail).tags] as const,
      ),
    ]);
  }

  #mayUse(table: string, service: string): Knex.QueryBuilder {
    const query: Knex.QueryBuilder = this.#knex(table);
    return query
      .whereNull('deleted_at')
      .where(one =>
        one
          .whereIn(
            'policy_set',
            this.#knex('inventory_policy_set_services')
              .whereIn('service', [service, '*'])
              .select('hash'),
          )
          .orWhereIn('policy_set', this.#notAllRead()),
      );
  }

  #notAllRead(): Knex.QueryBuilder {
    // The pattern matches how `JSON.stringify` writes a reading of `permissions/policySet`.
    return this.#knex('inventory_policy_sets')
      .where('policies', 'like', '%{"layer":"identity","state":"not-read"%')
      .select('hash');
  }
}
