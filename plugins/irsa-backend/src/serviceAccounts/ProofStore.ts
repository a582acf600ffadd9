import type { Knex } from 'knex';
import { inBatches } from '../database/batches';
import { databaseTime } from '../database/clock';
import { isEmbedded } from '../database/database';

interface Row {
  seq: number;
  service_account_id: string;
  made_at: number | string;
}

/** A recent proof, and the time of the database clock. */
type Recent = Pick<Row, 'made_at'> & { now: number | string };

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
   * the next proof is allowed. Admissions wait for each other, so that exactly one of several concurrent requests takes the last slot.
   */
  async admit(
    serviceAccountId: string,
  ): Promise<
    { admitted: true } | { admitted: false; retryAfterSeconds: number }
  > {
    return this.#knex.transaction(async transaction => {
      await waitForOthers(transaction);
      const recent: Recent[] = await transaction<Row>(TABLE)
        .where('made_at', '>', databaseTime(this.#knex, -WINDOW_MS))
        .orderBy('seq', 'desc')
        .limit(this.#maxPerMinute)
        .select('made_at', { now: databaseTime(this.#knex) });
      if (recent.length >= this.#maxPerMinute) {
        const { made_at: madeAt, now } = recent[recent.length - 1];
        const waitMs = WINDOW_MS - (Number(now) - Number(madeAt));
        return {
          admitted: false,
          retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)),
        };
      }
      await transaction(TABLE).insert({
        service_account_id: serviceAccountId,
        made_at: databaseTime(this.#knex),
      });
      await transaction<Row>(TABLE)
        .where('made_at', '<', databaseTime(this.#knex, -TRACKED_MS))
        .delete();
      return { admitted: true };
    });
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

/**
 * Waits until no other transaction admits a proof. SQLite has one connection, so its transactions wait anyway. The lock mode conflicts with itself,
 * but not with reads and other writes. Source: "Explicit Locking", PostgreSQL documentation.
 */
async function waitForOthers(transaction: Knex.Transaction): Promise<void> {
  if (isEmbedded(transaction)) return;
  await transaction.raw('lock table ?? in share update exclusive mode', [
    TABLE,
  ]);
}
