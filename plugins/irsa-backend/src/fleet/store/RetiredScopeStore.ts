import type { Knex } from 'knex';
import { recountOpenFindings } from './openFindingCounts';

const SCOPES = 'inventory_scopes';

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
      this.#knex(SCOPES).whereNotIn('id', configured).pluck<string[]>('id'),
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
      await transaction(SCOPES).where({ id: scope }).delete();
      await removeRows(transaction, scope, at);
    });
    await recountOpenFindings(this.#knex, { scope });
  }

  /**
   * Runs work that writes rows of a scope without a lease. Does not run it for a removed scope. What is written while the scope is removed, by this work
   * or with it, is removed too. Returns undefined if the work did not run.
   */
  async whileThere<T>(
    scope: string,
    work: () => Promise<T>,
  ): Promise<T | undefined> {
    try {
      return (await isThere(this.#knex, scope)) ? await work() : undefined;
    } finally {
      await this.removeLateRows(scope);
    }
  }

  /** Removes what was written after a scope was removed. Does nothing if the scope is there. */
  async removeLateRows(scope: string): Promise<void> {
    const isRemoved = await this.#knex.transaction(async transaction => {
      if (await isThere(transaction, scope)) return false;
      await removeRows(transaction, scope, new Date().toISOString());
      return true;
    });
    if (isRemoved) await recountOpenFindings(this.#knex, { scope });
  }
}

/** Checks whether a scope is there. In a transaction, it stays until the transaction ends. */
async function isThere(knex: Knex, scope: string): Promise<boolean> {
  const found = await knex(SCOPES).where({ id: scope }).forShare().first('id');
  return found !== undefined;
}

/** Marks the rows of a scope as deleted and its findings as resolved. */
async function removeRows(
  transaction: Knex.Transaction,
  scope: string,
  at: string,
): Promise<void> {
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
}
