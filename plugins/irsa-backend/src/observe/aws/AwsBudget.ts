import type { Knex } from 'knex';
import { setTimeout as sleep } from 'node:timers/promises';
import { databaseTime } from '../../database/clock';
import { databaseTrouble } from '../../lib/databaseErrors';
import { isScanning } from '../../lib/metrics/calls';
import { jittered } from '../../lib/retry/jitter';
import { BudgetUsedUpError } from './errors';

const TABLE = 'aws_budgets';
const WINDOW_MS = 60_000;

/** The number of calls that a process reserves at once, so that not every call queries the database. */
const SHARE = 20;

/** The share of a budget that scans and discovery may use. The rest stays available to users' requests. */
const SCANNED_PART = 0.8;

/** Returns the maximum number of calls that may already be taken from a budget when a scan takes more. */
export function mostTaken(perMinute: number): number {
  return Math.floor(perMinute * SCANNED_PART) - SHARE;
}

/** How long a scan waits before it checks the budget again, and how long it waits in total, in milliseconds. */
const LOOK_MS = 2_000;
const MAX_WAIT_MS = 5 * WINDOW_MS;

/** Calls that a process has reserved but not made yet. */
interface Taken {
  /** The end of the reservation, by the clock of this process. */
  until: number;
  left: number;
}

/**
 * Limits the number of AWS calls per account and minute, over all replicas. Scans and discovery wait for the next minute when their share is used up.
 * Users' requests are counted and never wait. Accounts do not wait for each other.
 */
export class AwsBudget {
  readonly #knex: Knex;
  readonly #perMinute: number;
  readonly #taken = new Map<string, Taken>();
  readonly #taking = new Map<string, Promise<void>>();

  constructor(options: { knex: Knex; perMinute: number }) {
    this.#knex = options.knex;
    this.#perMinute = options.perMinute;
  }

  /** Takes one call. @throws BudgetUsedUpError - if a scan finds no free call for 5 minutes; ServiceUnavailableError - if the database fails */
  async take(accountId: string): Promise<void> {
    const scanning = isScanning();
    const key = `${scanning ? 'scan' : 'request'} ${accountId}`;
    while (!this.#use(key)) {
      const taking =
        this.#taking.get(key) ??
        this.#refill(key, accountId, scanning)
          .catch(error => {
            // Callers describe errors as those of AWS, with their message. That of the database contains the statement.
            throw databaseTrouble(error) ?? error;
          })
          .finally(() => this.#taking.delete(key));
      this.#taking.set(key, taking);
      await taking;
    }
  }

  #use(key: string): boolean {
    const taken = this.#taken.get(key);
    if (!taken || taken.left === 0 || taken.until < Date.now()) return false;
    taken.left -= 1;
    return true;
  }

  async #refill(
    key: string,
    accountId: string,
    scanning: boolean,
  ): Promise<void> {
    const most = scanning ? mostTaken(this.#perMinute) : Infinity;
    for (const end = Date.now() + MAX_WAIT_MS; ; ) {
      if (await this.#reserve(accountId, most)) {
        this.#taken.set(key, { until: Date.now() + WINDOW_MS, left: SHARE });
        return;
      }
      if (Date.now() > end) {
        throw new BudgetUsedUpError(accountId, this.#perMinute);
      }
      await sleep(jittered(LOOK_MS));
    }
  }

  /** Reserves calls with one conditional update, by the database clock, which all replicas share. */
  async #reserve(accountId: string, most: number): Promise<boolean> {
    const now = databaseTime(this.#knex);
    const reserved = await this.#knex(TABLE)
      .where({ account_id: accountId })
      .where(query => {
        query.where('window_ends_at', '<=', now);
        if (most === Infinity) query.orWhereRaw('1 = 1');
        else query.orWhere('used', '<=', most);
      })
      .update({
        used: this.#knex.raw(
          'case when window_ends_at <= ? then ? else used + ? end',
          [now, SHARE, SHARE],
        ),
        window_ends_at: this.#knex.raw(
          'case when window_ends_at <= ? then ? else window_ends_at end',
          [now, databaseTime(this.#knex, WINDOW_MS)],
        ),
      });
    if (reserved === 1) return true;
    const added = await this.#knex(TABLE)
      .insert({
        account_id: accountId,
        used: SHARE,
        window_ends_at: databaseTime(this.#knex, WINDOW_MS),
      })
      .onConflict('account_id')
      .ignore()
      .returning('account_id');
    return added.length > 0;
  }
}
