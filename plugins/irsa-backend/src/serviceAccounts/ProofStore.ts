import type { Knex } from 'knex';
import { inBatches } from '../database/batches';
import { databaseTime } from '../database/clock';

interface Row {
  seq: number;
  service_account_id: string;
  made_at: number | string;
}

const TABLE = 'proofs';
const WINDOW_MS = 60_000;

/** The number of IDs in one statement. */
const PAGE = 500;

/** How long AWS tracks the use of roles, in milliseconds. Older proofs are irrelevant. */
const TRACKED_MS = 400 * 24 * 60 * 60_000;

/** Stores when live proofs were made, because all replicas share a rate limit, and because a proof can count as use of its role. */
export class ProofStore {
  readonly #knex: Knex;
  readonly #maxPerMinute: number;

  constructor(options: { knex: Knex; maxPerMinute: number }) {
    this.#knex = options.knex;
    this.#maxPerMinute = options.maxPerMinute;
  }

  /**
   * Records a proof that is about to be made, and deletes outdated ones. If the rate limit is reached, records nothing and returns the seconds until
   * the next proof is allowed. Each proof is counted after it is inserted, so that two proofs cannot both take the last slot.
   */
  async admit(
    serviceAccountId: string,
  ): Promise<
    { admitted: true } | { admitted: false; retryAfterSeconds: number }
  > {
    const [{ seq }] = await this.#knex(TABLE)
      .insert({
        service_account_id: serviceAccountId,
        made_at: databaseTime(this.#knex),
      })
      .returning('seq');
    const recent = await this.#knex<Row>(TABLE)
      .where('made_at', '>', databaseTime(this.#knex, -WINDOW_MS))
      .orderBy('seq', 'desc')
      .limit(this.#maxPerMinute + 1)
      .select('seq', 'made_at');
    if (recent.length <= this.#maxPerMinute) {
      await this.#knex<Row>(TABLE)
        .where('made_at', '<', databaseTime(this.#knex, -TRACKED_MS))
        .delete();
      return { admitted: true };
    }
    await this.#knex(TABLE).where({ seq }).delete();
    const newest = Number(recent[0].made_at);
    const oldest = Number(recent[recent.length - 1].made_at);
    const waitMs = WINDOW_MS - (newest - oldest);
    return {
      admitted: false,
      retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)),
    };
  }

  /** Returns the times of the proofs in the last 400 days, by IAM service account. */
  async madeForEach(ids: string[]): Promise<Map<string, Date[]>> {
    const made = new Map<string, Date[]>();
    await inBatches(
      ids,
      async batch => {
        const rows = await this.#knex<Row>(TABLE)
          .whereIn('service_account_id', batch)
          .where('made_at', '>', databaseTime(this.#knex, -TRACKED_MS))
          .select('service_account_id', 'made_at');
        for (const { service_account_id: id, made_at: at } of rows) {
          const known = made.get(id) ?? [];
          known.push(new Date(Number(at)));
          made.set(id, known);
        }
      },
      PAGE,
    );
    return made;
  }

  /** Returns the times of one IAM service account's proofs in the last 400 days. */
  async madeFor(serviceAccountId: string): Promise<Date[]> {
    const rows = await this.#knex<Row>(TABLE)
      .where({ service_account_id: serviceAccountId })
      .where('made_at', '>', databaseTime(this.#knex, -TRACKED_MS))
      .select('made_at');
    return rows.map(row => new Date(Number(row.made_at)));
  }
}
