import type { Knex } from 'knex';
import type { EffectivePermissions } from '@backstage-irsa/core/model';
import type { PolicySet } from '@backstage-irsa/core/permissions';
import { PolicySetStore } from './PolicySetStore';

interface Row {
  service_account_id: string;
  permissions: string;
  policy_set: string | null;
}

const TABLE = 'effective_permissions';

/** Makes effective permissions from the policies that they follow from. */
export type PermissionsOfSet = (
  set: PolicySet,
) => Promise<Omit<EffectivePermissions, 'checkedAt'>>;

/**
 * The effective permissions of each IAM service account as last observed. Lists never need them, so they have a table of their own. Scans store only
 * what they follow from: they are long, and most are never asked for.
 */
export class PermissionsStore {
  readonly #knex: Knex;
  readonly #sets: PolicySetStore;
  readonly #permissionsOf: PermissionsOfSet;

  constructor(options: { knex: Knex; permissionsOf: PermissionsOfSet }) {
    this.#knex = options.knex;
    this.#sets = new PolicySetStore({ knex: options.knex });
    this.#permissionsOf = options.permissionsOf;
  }

  async get(
    serviceAccountId: string,
  ): Promise<EffectivePermissions | undefined> {
    const row = await this.#knex<Row>(TABLE)
      .where({ service_account_id: serviceAccountId })
      .first();
    if (!row) return undefined;
    const stored = JSON.parse(row.permissions);
    if (row.policy_set === null) return stored;
    const set = await this.#sets.get(row.policy_set);
    return set && { ...(await this.#permissionsOf(set)), ...stored };
  }

  /** Replaces what was stored. */
  async record(
    serviceAccountId: string,
    permissions: EffectivePermissions,
  ): Promise<void> {
    await this.#knex<Row>(TABLE)
      .insert({
        service_account_id: serviceAccountId,
        permissions: JSON.stringify(permissions),
        policy_set: null,
      })
      .onConflict('service_account_id')
      .merge(['permissions', 'policy_set']);
  }
}
