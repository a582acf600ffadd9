import type { Knex } from 'knex';
import { recountOpenFindings } from './openFindingCounts';

/** The tables whose rows scans find and mark as deleted, with the kind under which the states table knows their rows. */
const TABLES = {
  service_accounts: 'service-account',
  inventory_roles: 'role',
  inventory_principals: 'principal',
  inventory_providers: 'oidc-provider',
  inventory_workloads: 'workload',
  inventory_node_roles: 'node-role',
};

/** Finds and removes the data of clusters and accounts that are no longer configured. */
export class RetiredScopeStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Returns the IDs of the scopes that have stored data but are not configured. */
  async list(configured: string[]): Promise<string[]> {
    const found = await Promise.all([
      this.#knex('inventory_scopes')
        .whereNotIn('id', configured)
        .pluck<string[]>('id'),
      ...[...Object.keys(TABLES), 'findings'].map(table =>
        this.#knex(table)
          .whereNotNull('scope')
          .whereNotIn('scope', configured)
          .distinct()
          .pluck<string[]>('scope'),
      ),
    ]);
    return [...new Set(found.flat())].sort();
  }

  /**
   * Removes a scope: marks its rows as deleted and its findings as resolved. They return if the scope is configured and scanned again. Notifications
   * and events tell them apart from what is really deleted or resolved by the missing scope.
   */
  async retire(scope: string, at: string): Promise<void> {
    await this.#knex.transaction(async transaction => {
      // First of all, which ends a running scan: it writes nothing without this row.
      await transaction('inventory_scopes').where({ id: scope }).delete();
      for (const [table, kind] of Object.entries(TABLES)) {
        const there = { scope, deleted_at: null };
        await transaction('inventory_states')
          .where({ kind, until_at: null })
          .whereIn('row_id', transaction(table).where(there).select('id'))
          .update({ until_at: at });
        await transaction(table).where(there).update({ deleted_at: at });
      }
      await transaction('findings')
        .where({ scope, resolved_at: null })
        .update({ resolved_at: at });
      await transaction('inventory_observations').where({ scope }).delete();
    });
    await recountOpenFindings(this.#knex, { scope });
  }
}
