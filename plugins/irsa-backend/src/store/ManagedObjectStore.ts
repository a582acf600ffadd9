import type { Knex } from 'knex';

interface Row {
  object: string;
  service_account_id: string;
  created_at: string;
}

const TABLE = 'managed_objects';

/** What this product made for each IAM service account: the record that ownership needs beside path and tags. */
export class ManagedObjectStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): ManagedObjectStore {
    return new ManagedObjectStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** ARNs and `cluster/namespace/name` made for an IAM service account. */
  async objectsOf(serviceAccountId: string): Promise<ReadonlySet<string>> {
    const rows = await this.#knex<Row>(TABLE)
      .where({ service_account_id: serviceAccountId })
      .select('object');
    return new Set(rows.map(({ object }) => object));
  }

  /** Records what is about to be made, so that a run cut off knows its own again. */
  async record(serviceAccountId: string, objects: string[]): Promise<void> {
    if (objects.length === 0) return;
    const created_at = new Date().toISOString();
    await this.#knex<Row>(TABLE)
      .insert(
        objects.map(object => ({
          object,
          service_account_id: serviceAccountId,
          created_at,
        })),
      )
      .onConflict(['service_account_id', 'object'])
      .ignore();
  }
}
