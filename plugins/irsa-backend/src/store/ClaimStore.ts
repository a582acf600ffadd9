import type { Knex } from 'knex';
import type { ServiceAccountRef } from '@backstage-irsa/plugin-irsa-common';
import { databaseTime } from './clock';

interface Row {
  cluster: string;
  namespace: string;
  name: string;
  holder: string;
  expires_at: number | string;
}

const TABLE = 'claims';

/** How long a claim lasts without being renewed, in milliseconds. */
export const LEASE_MS = 20_000;

/** Who writes one IAM service account now: one at a time over all replicas, on the database's clock. */
export class ClaimStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): ClaimStore {
    return new ClaimStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Takes the claim when it is free or has run out. Answers who holds it then. */
  async take(ref: ServiceAccountRef, holder: string): Promise<string> {
    const place = placeOf(ref);
    const lease = { holder, expires_at: databaseTime(this.#knex, LEASE_MS) };
    await this.#knex(TABLE)
      .insert({ ...place, ...lease })
      .onConflict(['cluster', 'namespace', 'name'])
      .ignore();
    await this.#knex(TABLE)
      .where(place)
      .andWhere('expires_at', '<', databaseTime(this.#knex))
      .update(lease);
    const row = await this.#knex<Row>(TABLE).where(place).first();
    return row?.holder ?? '';
  }

  /** Prolongs a claim. False when somebody else has it by now. */
  async renew(ref: ServiceAccountRef, holder: string): Promise<boolean> {
    const updated = await this.#knex(TABLE)
      .where({ ...placeOf(ref), holder })
      .update({ expires_at: databaseTime(this.#knex, LEASE_MS) });
    return updated === 1;
  }

  /** Gives a claim up. */
  async release(ref: ServiceAccountRef, holder: string): Promise<void> {
    await this.#knex(TABLE)
      .where({ ...placeOf(ref), holder })
      .delete();
  }
}

function placeOf({ cluster, namespace, name }: ServiceAccountRef) {
  return { cluster, namespace, name };
}
