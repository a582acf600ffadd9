import type { Knex } from 'knex';
import type { ProviderFacts } from '@backstage-irsa/core/model';
import type { ProviderRow } from './rows';
import { SweptTable } from './ScannedRows';

const TABLE = 'inventory_providers';

/** The OIDC providers that sweeps of accounts find. */
export class ProviderStore {
  readonly #knex: Knex;
  /** As sweeps write it. */
  readonly rows: SweptTable<ProviderRow>;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
    this.rows = new SweptTable(options.knex, TABLE);
  }

  /** Those that are there, by ARN. */
  async ofAccounts(accountIds: string[]): Promise<Map<string, ProviderFacts>> {
    const rows = await this.#knex<ProviderRow>(TABLE)
      .whereIn('account_id', accountIds)
      .whereNull('gone_at')
      .select('arn', 'facts');
    return new Map(rows.map(({ arn, facts }) => [arn, JSON.parse(facts)]));
  }
}
