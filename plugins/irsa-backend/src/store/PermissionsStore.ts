import type { Knex } from 'knex';
import type { EffectivePermissions } from '@backstage-irsa/plugin-irsa-common';

interface Row {
  service_account_id: string;
  permissions: string;
}

const TABLE = 'effective_permissions';

/** The effective permissions of each IAM service account as last observed. Lists never need them, so they have a table of their own. */
export class PermissionsStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): PermissionsStore {
    return new PermissionsStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async get(
    serviceAccountId: string,
  ): Promise<EffectivePermissions | undefined> {
    const row = await this.#knex<Row>(TABLE)
      .where({ service_account_id: serviceAccountId })
      .first();
    return row && JSON.parse(row.permissions);
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
      })
      .onConflict('service_account_id')
      .merge(['permissions']);
  }
}
