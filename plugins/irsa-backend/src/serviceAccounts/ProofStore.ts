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

/** Ids that one statement asks for. */
const PAGE = 500;

/** As long as AWS tracks use; what is older tells nothing any more. */
const TRACKED_MS = 400 * 24 * 60 * 60_000;

/** When live proofs were made: for the cap that all replicas share, and since a proof may stamp a role as used. */
export class ProofStore {
  readonly #knex: Knex;
  readonly #maxPerMinute: number;

  constructor(options: { knex: Knex; maxPerMinute: number }) {
    this.#knex = options.knex;
    this.#maxPerMinute = options.maxPerMinute;
  }

  /**
   * Records a proof that is about to be made, and drops those that tell nothing any more. When the cap is reached nothing stays recorded, and the answer says in how many seconds
   * the next one may be made. Each counts itself after it is written, so that no two take the last place.
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

  /** When proofs of some were made in the last 400 days, by IAM service account. */
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

  /** When proofs of one IAM service account were made, in the last 400 days. */
  async madeFor(serviceAccountId: string): Promise<Date[]> {
    const rows = await this.#knex<Row>(TABLE)
      .where({ service_account_id: serviceAccountId })
      .where('made_at', '>', databaseTime(this.#knex, -TRACKED_MS))
      .select('made_at');
    return rows.map(row => new Date(Number(row.made_at)));
  }
}
