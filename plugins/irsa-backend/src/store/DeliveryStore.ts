import type { Knex } from 'knex';
import type { Delivery } from '@backstage-irsa/plugin-irsa-common';

interface Row extends Delivery {
  service_account_id: string;
}

const TABLE = 'deliveries';

/** The query for deliveries within a transaction of others. */
export function deliveriesIn(knex: Knex) {
  return knex<Row>(TABLE);
}

/** What another tool was asked for, and whether it has come. */
export class DeliveryStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DeliveryStore {
    return new DeliveryStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Waits, from now on. */
  async record(
    serviceAccountId: string,
    format: Delivery['format'],
  ): Promise<void> {
    await deliveriesIn(this.#knex)
      .insert({
        service_account_id: serviceAccountId,
        format,
        state: 'waiting',
        since: new Date().toISOString(),
      })
      .onConflict('service_account_id')
      .merge();
  }

  /** Everything that this delivery was to bring is there; one that was asked for since still waits. */
  async arrive(serviceAccountId: string, { since }: Delivery): Promise<void> {
    await deliveriesIn(this.#knex)
      .where({ service_account_id: serviceAccountId, since })
      .update({ state: 'arrived' });
  }
}
