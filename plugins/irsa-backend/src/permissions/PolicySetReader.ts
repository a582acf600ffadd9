import type { Knex } from 'knex';
import type { PolicySet } from '@backstage-irsa/core/permissions';
import type { PolicySetRow } from './policySetRows';
import { whereOneOf } from '../database/sql';

/** A role as far as its policies are concerned. */
export interface RoleOfSet {
  id: string;
  arn: string;
  account_id: string;
  policy_set: string;
}

interface RoleRow extends RoleOfSet {
  deleted_at: string | null;
  facts: string;
}

const NONE: PolicySet = { policies: [], layers: [] };

/** The policies of roles, as last scanned. */
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

  /** Roles whose policies allow anything in the service, or could not all be read. */
  async rolesThatMayUse(service: string): Promise<RoleOfSet[]> {
    return this.#knex<RoleRow>('inventory_roles')
      .whereNull('deleted_at')
      .where(role =>
        role
          .whereIn(
            'policy_set',
            this.#knex('inventory_policy_set_services')
              .whereIn('service', [service, '*'])
              .select('hash'),
          )
          .orWhereIn('policy_set', this.#notAllRead()),
      )
      .select('id', 'arn', 'account_id', 'policy_set')
      .orderBy('policy_set');
  }

  /** The tags of roles, by id. */
  async tagsOf(ids: string[]): Promise<Map<string, Record<string, string>>> {
    const query: Knex.QueryBuilder = this.#knex('inventory_roles');
    whereOneOf(query, 'inventory_roles.id', ids);
    const rows: Pick<RoleRow, 'id' | 'facts'>[] = await query.select(
      'id',
      'facts',
    );
    return new Map(
      rows.map(({ id, facts }) => [id, JSON.parse(facts).role.tags]),
    );
  }

  #notAllRead(): Knex.QueryBuilder {
    // As `JSON.stringify` writes a reading that `permissions/policySet` makes.
    return this.#knex('inventory_policy_sets')
      .where('policies', 'like', '%{"layer":"identity","state":"not-read"%')
      .select('hash');
  }
}
