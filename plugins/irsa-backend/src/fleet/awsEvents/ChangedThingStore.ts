import type { Knex } from 'knex';
import { hashId } from '@backstage-irsa/core/model';
import { databaseTime } from '../../database/clock';
import { inBatches } from '../../database/batches';
import type { ChangedThing } from './changedBy';

const TABLE = 'changed_things';

/** How long events about the same thing are waited for, in milliseconds. */
const MERGED_MS = 1_000;

/** How long after a read what events told of meanwhile is read again, in milliseconds. */
const AGAIN_MS = 2_000;

/** How long a replica has for a read before others take it over, in milliseconds. */
const CLAIM_MS = 60_000;

/** Things of one account that are kept: there are more only when all of it is to be scanned anyway. */
const MOST_KEPT = 1_000;

/** Things that are read at a time. */
const MOST_CLAIMED = 25;

interface Row {
  id: string;
  account_id: string;
  thing: string;
  events: number;
  waits_for: string;
  due_at: number;
  claimed_until: number;
}

/** Something to be read again, as one replica has claimed it. */
export interface ClaimedThing {
  id: string;
  thing: ChangedThing;
  /** How many events had told of it. */
  events: number;
  /** Scans that ran when it was read first. It is read once more when they have ended. */
  waitsFor: string[];
}

/** What events say has changed, each thing once, until it is read again by one of the replicas. */
export class ChangedThingStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Notes that something has changed. */
  async note(thing: ChangedThing): Promise<void> {
    if ((await this.count(thing.accountId)) >= MOST_KEPT) return;
    await this.#knex(TABLE)
      .insert({
        id: hashId(thing.accountId, Object.entries(thing).flat()),
        account_id: thing.accountId,
        thing: JSON.stringify(thing),
        events: 1,
        due_at: databaseTime(this.#knex, MERGED_MS),
      })
      .onConflict('id')
      .merge({ events: this.#knex.raw('?? + 1', [`${TABLE}.events`]) });
  }

  /** Those of an account. */
  async count(accountId: string): Promise<number> {
    const [{ count }] = await this.#knex<Row>(TABLE)
      .where({ account_id: accountId })
      .count<{ count: number | string }[]>({ count: '*' });
    return Number(count);
  }

  /** Claims some of what is to be read now, all of one account, unless more than `mostTaken` calls of it were made this minute. */
  async claim(mostTaken: number): Promise<ClaimedThing[]> {
    const now = databaseTime(this.#knex);
    const due = () =>
      this.#knex<Row>(TABLE)
        .where('due_at', '<=', now)
        .where('claimed_until', '<', now);
    const first = await due()
      .whereNotIn(
        'account_id',
        this.#knex('aws_budgets')
          .where('window_ends_at', '>', now)
          .where('used', '>', mostTaken)
          .select('account_id'),
      )
      .orderBy('due_at')
      .first('account_id');
    if (!first) return [];
    const rows = await due().where(first).orderBy('due_at').limit(MOST_CLAIMED);
    const claimed: ClaimedThing[] = [];
    for (const row of rows) {
      const { id, events } = row;
      const isClaimed = await due()
        .where({ id, events })
        .update({ claimed_until: databaseTime(this.#knex, CLAIM_MS) });
      if (isClaimed === 1) {
        claimed.push({
          ...{ id, events },
          thing: JSON.parse(row.thing),
          waitsFor: JSON.parse(row.waits_for),
        });
      }
    }
    return claimed;
  }

  /** Ends a read. What an event told of meanwhile is read again soon, and what one of `scans` may store over it once they have ended. */
  async finish(
    { id, events }: ClaimedThing,
    scans: string[] = [],
  ): Promise<void> {
    const deleted =
      scans.length === 0 &&
      (await this.#knex(TABLE).where({ id, events }).delete()) === 1;
    if (!deleted) await this.postpone(id, scans);
  }

  /** Leaves something for later, when none of these scans runs any more. */
  async postpone(id: string, scans: string[]): Promise<void> {
    await this.#knex(TABLE)
      .where({ id })
      .update({
        claimed_until: 0,
        waits_for: JSON.stringify(scans),
        due_at: databaseTime(this.#knex, AGAIN_MS),
      });
  }

  /** Drops all of an account, since all of it is to be scanned. */
  async dropOf(accountId: string): Promise<void> {
    await this.#knex(TABLE).where({ account_id: accountId }).delete();
  }

  /** Drops what could not be read. */
  async drop(ids: string[]): Promise<void> {
    await inBatches(ids, batch =>
      this.#knex(TABLE).whereIn('id', batch).delete(),
    );
  }
}
