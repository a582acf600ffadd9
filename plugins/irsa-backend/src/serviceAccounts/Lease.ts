import type { Knex } from 'knex';
import { databaseTime } from '../database/clock';

/** How long a lease lasts without renewal, in milliseconds. */
export const LEASE_MS = 20_000;

/** Leases on database rows: one holder at a time across all replicas, based on the database's clock. */
export class Lease<Key extends Record<string, string>> {
  readonly #knex: Knex;
  readonly #table: string;
  readonly #columns: (keyof Key & string)[];

  constructor(knex: Knex, table: string, columns: (keyof Key & string)[]) {
    this.#knex = knex;
    this.#table = table;
    this.#columns = columns;
  }

  /** Takes the lease if it is free or expired. Returns the current holder. */
  async take(key: Key, holder: string): Promise<string> {
    const lease = { holder, expires_at: databaseTime(this.#knex, LEASE_MS) };
    await this.#knex(this.#table)
      .insert({ ...key, ...lease })
      .onConflict(this.#columns)
      .ignore();
    await this.#knex(this.#table)
      .where(key)
      .andWhere('expires_at', '<', databaseTime(this.#knex))
      .update(lease);
    const row = await this.#knex(this.#table).where(key).first('holder');
    return row?.holder ?? '';
  }

  /** Renews the lease. Returns false if another holder has it. */
  async renew(key: Key, holder: string): Promise<boolean> {
    const updated = await this.#knex(this.#table)
      .where({ ...key, holder })
      .update({ expires_at: databaseTime(this.#knex, LEASE_MS) });
    return updated === 1;
  }

  /** Releases the lease. */
  async release(key: Key, holder: string): Promise<void> {
    await this.#knex(this.#table)
      .where({ ...key, holder })
      .delete();
  }
}
