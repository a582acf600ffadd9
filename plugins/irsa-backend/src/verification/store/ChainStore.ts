import type { Knex } from 'knex';
import type { Chain } from '@backstage-irsa/core/model';

interface Row {
  service_account_id: string;
  chain: string;
}

const TABLE = 'chains';

/** Stores the chain of each IAM service account as last observed. */
export class ChainStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async get(serviceAccountId: string): Promise<Chain | undefined> {
    const row = await this.#knex<Row>(TABLE)
      .where({ service_account_id: serviceAccountId })
      .first();
    return row && JSON.parse(row.chain);
  }

  /** Replaces the stored chain. */
  async record(serviceAccountId: string, chain: Chain): Promise<void> {
    await this.#knex<Row>(TABLE)
      .insert({
        service_account_id: serviceAccountId,
        chain: JSON.stringify(chain),
      })
      .onConflict('service_account_id')
      .merge(['chain']);
  }
}
