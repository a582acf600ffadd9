import type { Knex } from 'knex';
import type { Delivery } from '@backstage-irsa/core/model';

interface Row extends Delivery {
  service_account_id: string;
}

const TABLE = 'deliveries';

/** The maximum number of IDs to query by name. */
const FEW = 500;

/** Returns the deliveries of IAM service accounts, by ID. */
export async function deliveriesOf(
  knex: Knex,
  ids: string[],
): Promise<Map<string, Delivery>> {
  const query = knex<Row>(TABLE);
  // Most IAM service accounts have no delivery, so reading all is cheaper than a long list of IDs.
  const rows = await (ids.length > FEW
    ? query
    : query.whereIn('service_account_id', ids));
  return new Map(
    rows.map(({ service_account_id: id, format, state, since }) => [
      id,
      { format, state, since },
    ]),
  );
}

/** Forgets the delivery of an IAM service account. */
export async function forgetDelivery(knex: Knex, id: string): Promise<void> {
  await knex<Row>(TABLE).where({ service_account_id: id }).delete();
}

/** Stores in which format another tool was asked to deliver an IAM service account, and whether it has. */
export class DeliveryStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Records a delivery with its state, starting now. */
  async record(
    serviceAccountId: string,
    format: Delivery['format'],
    state: Delivery['state'] = 'pending',
  ): Promise<void> {
    await this.#knex<Row>(TABLE)
      .insert({
        service_account_id: serviceAccountId,
        format,
        state,
        since: new Date().toISOString(),
      })
      .onConflict('service_account_id')
      .merge();
  }

  /** Forgets a delivery. */
  async forget(serviceAccountId: string): Promise<void> {
    await forgetDelivery(this.#knex, serviceAccountId);
  }

  /** Marks a delivery as delivered, unless a newer delivery has replaced it. */
  async arrive(serviceAccountId: string, { since }: Delivery): Promise<void> {
    await this.#knex<Row>(TABLE)
      .where({ service_account_id: serviceAccountId, since })
      .update({ state: 'delivered' });
  }
}
