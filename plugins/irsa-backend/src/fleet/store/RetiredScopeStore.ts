import type { Knex } from 'knex';
import { recountOpenFindings } from './openFindingCounts';

/** The tables whose rows are found by scans and go, with the kind that states have them under. */
const TABLES = {
  service_accounts: 'service-account',
  inventory_roles: 'role',
  inventory_principals: 'principal',
  inventory_providers: 'oidc-provider',
  inventory_workloads: 'workload',
  inventory_node_roles: 'node-role',
};

/** What was found in clusters and accounts that are not configured any more. */
export class RetiredScopeStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Those of which anything is stored. */
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

  /** Removes a scope: its rows are gone, its findings resolved. They come back with it. */
  async retire(scope: string, at: string): Promise<void> {
    await this.#knex.transaction(async transaction => {
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
      await transaction('inventory_scopes').where({ id: scope }).delete();
    });
    await recountOpenFindings(this.#knex, { scope });
  }
}
