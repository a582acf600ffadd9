import type { Knex } from 'knex';
import { databaseTime } from '../database/clock';

interface Row {
  user_ref: string;
  kind: string;
  free_at: number | string;
}

const TABLE = 'request_limits';
const WINDOW_MS = 60_000;

/** Stores how much of their limits users have used, across all replicas, based on the database's clock. */
export class RequestLimitStore {
  readonly #knex: Knex;
  /** The share of a minute that one request uses, in milliseconds. */
  readonly #share: number;

  constructor(options: { knex: Knex; maxPerMinute: number }) {
    this.#knex = options.knex;
    this.#share = Math.max(1, Math.floor(WINDOW_MS / options.maxPerMinute));
  }

  /**
   * Counts one request against the limit. Returns undefined, or the seconds until the next request is allowed. A single update decides, so that two
   * requests cannot both take the last slot. The limit recovers continuously, one request after another.
   */
  async take(userRef: string, kind: string): Promise<number | undefined> {
    const key = { user_ref: userRef, kind };
    const now = () => databaseTime(this.#knex);
    const latest = () => databaseTime(this.#knex, WINDOW_MS - this.#share);
    await this.#knex(TABLE)
      .insert({ ...key, free_at: now() })
      .onConflict(['user_ref', 'kind'])
      .ignore();
    const taken = await this.#knex<Row>(TABLE)
      .where(key)
      .andWhere('free_at', '<=', latest())
      .update({
        free_at: this.#knex.raw(
          'case when free_at < ? then ? else free_at end + ?',
          [now(), now(), this.#share],
        ),
      });
    if (taken === 1) return undefined;
    const row = await this.#knex(TABLE)
      .where(key)
      .first(this.#knex.raw('free_at - (?) as wait', [latest()]));
    return Math.max(1, Math.ceil(Number(row?.wait ?? 0) / 1000));
  }
}
