import type { Knex } from 'knex';
import type { ProviderFacts } from '@backstage-irsa/core/model';
import type { ProviderRow } from './rows';
import { ScannedTable } from './ScannedRows';

const TABLE = 'inventory_providers';

/** Stores the OIDC providers that account scans find. */
export class ProviderStore {
  readonly #knex: Knex;
  /** The table, as scans write it. */
  readonly rows: ScannedTable<ProviderRow>;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
    this.rows = new ScannedTable(options.knex, TABLE);
  }

  /** Returns the existing OIDC providers of an account, by ARN. */
  async ofAccount(accountId: string): Promise<Map<string, ProviderFacts>> {
    const rows = await this.#knex<ProviderRow>(TABLE)
      .where({ account_id: accountId })
      .whereNull('deleted_at')
      .select('arn', 'facts');
    return new Map(rows.map(({ arn, facts }) => [arn, JSON.parse(facts)]));
  }
}
