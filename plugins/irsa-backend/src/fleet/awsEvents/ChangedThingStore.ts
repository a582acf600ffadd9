import type { Knex } from 'knex';
import { hashId } from '@backstage-irsa/core/model';
import { inBatches } from '../../database/batches';
import { databaseTime } from '../../database/clock';
import type { ChangedThing } from './changedBy';

const TABLE = 'changed_things';

/** How long events about the same object are collected before it is read, in milliseconds. */
const MERGED_MS = 1_000;

/** How long after a read an object is read again because of events in the meantime, in milliseconds. */
const AGAIN_MS = 2_000;

/** How long a claim lasts without a heartbeat, in milliseconds. Then other replicas can claim the objects. */
const CLAIM_MS = 20_000;

/** The maximum number of objects stored per account: there are more only if the whole account is going to be scanned anyway. */
const MOST_KEPT = 1_000;

/** The maximum number of objects that are claimed at a time. */
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

/** A changed object that one replica has claimed for reading. */
export interface ClaimedThing {
  id: string;
  thing: ChangedThing;
  /** The number of events that had reported it when it was claimed. */
  events: number;
  /** The scans that ran during its first read. It is read once more after they have ended. */
  waitsFor: string[];
}

/** Stores which objects have changed according to events, each object once, until one of the replicas reads it again. */
export class ChangedThingStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Notes that an object has changed. */
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

  /** Counts the stored objects of an account. */
  async count(accountId: string): Promise<number> {
    const [{ count }] = await this.#knex<Row>(TABLE)
      .where({ account_id: accountId })
      .count<{ count: number | string }[]>({ count: '*' });
    return Number(count);
  }

  /**
   * Claims some due objects of one account. Skips accounts that have used more than `mostTaken` calls in the current minute, and those of which objects
   * are being read: two reads at a time could store their results in the wrong order, and take calls from each other.
   */
  async claim(mostTaken: number): Promise<ClaimedThing[]> {
    const now = databaseTime(this.#knex);
    const due = () =>
      this.#knex<Row>(TABLE)
        .where('due_at', '<=', now)
        .where('claimed_until', '<', now)
        .whereNotIn(
          'account_id',
          this.#knex(TABLE)
            .where('claimed_until', '>=', now)
            .select('account_id'),
        );
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
    const some = due().where(first).orderBy('due_at').limit(MOST_CLAIMED);
    const claimed = await due()
      .whereIn('id', some.select('id'))
      .update({ claimed_until: databaseTime(this.#knex, CLAIM_MS) })
      .returning('*');
    return claimed.map(toClaimed);
  }

  /** Extends claims whose read has not ended. */
  async renew(claimed: ClaimedThing[]): Promise<void> {
    await this.#knex(TABLE)
      .whereIn(
        'id',
        claimed.map(({ id }) => id),
      )
      .where('claimed_until', '>', 0)
      .update({ claimed_until: databaseTime(this.#knex, CLAIM_MS) });
  }

  /** Ends reads. An object is read again soon if another event reported it meanwhile. */
  async finish(read: ClaimedThing[]): Promise<void> {
    await inBatches(read, batch =>
      this.#knex(TABLE)
        .where(some =>
          batch.forEach(({ id, events }) => some.orWhere({ id, events })),
        )
        .delete(),
    );
    await this.postpone(read, []);
  }

  /** Postpones objects until none of these scans is running anymore. */
  async postpone(some: ClaimedThing[], scans: string[]): Promise<void> {
    await inBatches(some, batch =>
      this.#knex(TABLE)
        .whereIn(
          'id',
          batch.map(({ id }) => id),
        )
        .update({
          claimed_until: 0,
          waits_for: JSON.stringify(scans),
          due_at: databaseTime(this.#knex, AGAIN_MS),
        }),
    );
  }

  /** Returns all objects of an account. */
  async listOf(accountId: string): Promise<ClaimedThing[]> {
    const rows = await this.#knex<Row>(TABLE).where({ account_id: accountId });
    return rows.map(toClaimed);
  }
}

function toClaimed({ id, events, thing, waits_for: scans }: Row): ClaimedThing {
  return {
    ...{ id, events },
    thing: JSON.parse(thing),
    waitsFor: JSON.parse(scans),
  };
}
