import type { Knex } from 'knex';
import type { Delivery } from '@backstage-irsa/core/model';

interface Row extends Delivery {
  service_account_id: string;
}

const TABLE = 'deliveries';

/** As many as are asked for by name. */
const FEW = 500;

/** The deliveries of IAM service accounts, by id. */
export async function deliveriesOf(
  knex: Knex,
  ids: string[],
): Promise<Map<string, Delivery>> {
  const query = knex<Row>(TABLE);
  // Most have none, so that all are fewer than a long list of names.
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

/** Waits no more. */
export async function forgetDelivery(knex: Knex, id: string): Promise<void> {
  await knex<Row>(TABLE).where({ service_account_id: id }).delete();
}

/** What another tool was asked for, and whether it has come. */
export class DeliveryStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Waits, from now on, or whatever else the state says. */
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

  /** Nobody else is asked for it any more. */
  async forget(serviceAccountId: string): Promise<void> {
    await forgetDelivery(this.#knex, serviceAccountId);
  }

  /** Everything that this delivery was to bring is there; one that was asked for since still waits. */
  async arrive(serviceAccountId: string, { since }: Delivery): Promise<void> {
    await this.#knex<Row>(TABLE)
      .where({ service_account_id: serviceAccountId, since })
      .update({ state: 'delivered' });
  }
}
