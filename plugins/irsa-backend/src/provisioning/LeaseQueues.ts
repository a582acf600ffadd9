import { TooManyRequestsError, unavailable } from '../lib/errors';

const POLL_MS = 150;
const MAX_WAIT_MS = 5 * 60_000;

/** Who may wait for a lease at a time in one process: so many who give access, and as many who remove it. */
const MOST_WAITING = 20;

const RETRY_AFTER_SECONDS = 10;

/** A lease that several may want at a time. */
interface WantedLease {
  key: string;
  /** As errors name what it is for. */
  what: string;
  /** Takes it when it is free. Answers who has it then. */
  take(holder: string): Promise<string>;
}

interface Waiter {
  holder: string;
  removes: boolean;
  until: number;
  /** Who had it meanwhile. */
  seen: Set<string>;
  taken(seen: string[]): void;
  refused(error: unknown): void;
}

interface Queue {
  waiting: Waiter[];
  /** Who had the lease when the database was last asked. */
  current: string;
}

/** Who waits for leases in this process, in their order. Only the first of each queue asks the database, so that waiting costs the same however many wait. */
export class LeaseQueues {
  readonly #queues = new Map<string, Queue>();

  /**
   * Waits until the lease is the holder's. Answers who had it meanwhile. Those who remove access go before all others.
   *
   * @throws TooManyRequestsError - when too many wait already; ServiceUnavailableError - when it is not free in time
   */
  async take(
    lease: WantedLease,
    { holder, removes }: Pick<Waiter, 'holder' | 'removes'>,
  ): Promise<string[]> {
    const known = this.#queues.get(lease.key);
    const queue = known ?? { waiting: [], current: '' };
    const { waiting, current } = queue;
    const alike = waiting.filter(waiter => waiter.removes === removes);
    if (alike.length >= MOST_WAITING) {
      throw new TooManyRequestsError(
        `${MOST_WAITING} other requests wait to change ${lease.what}. Nothing was changed. Ask again in ${RETRY_AFTER_SECONDS} s.`,
        RETRY_AFTER_SECONDS,
      );
    }
    return new Promise((taken, refused) => {
      const until = Date.now() + MAX_WAIT_MS;
      const seen = new Set(current === '' ? [] : [current]);
      const next = removes ? waiting.findIndex(one => !one.removes) : -1;
      waiting.splice(next === -1 ? waiting.length : next, 0, {
        ...{ holder, removes, until, seen },
        ...{ taken, refused },
      });
      if (known) return;
      this.#queues.set(lease.key, queue);
      this.#serve(lease, queue);
    });
  }

  /** Takes the lease for one after the other, until nobody waits. Never fails. */
  async #serve({ key, what, take }: WantedLease, queue: Queue) {
    const { waiting } = queue;
    const leave = (waiter: Waiter) =>
      waiting.splice(waiting.indexOf(waiter), 1);
    for (;;) {
      const [first] = waiting;
      try {
        const current = await take(first.holder);
        queue.current = current;
        for (const { holder, seen } of waiting) {
          if (current !== '' && current !== holder) seen.add(current);
        }
        if (current === first.holder) {
          leave(first);
          first.taken([...first.seen]);
        }
      } catch (error) {
        leave(first);
        first.refused(error);
      }
      for (const late of waiting.filter(({ until }) => Date.now() > until)) {
        leave(late);
        late.refused(
          unavailable(
            `Another operation is changing ${what}. Retry in a few minutes.`,
          ),
        );
      }
      if (waiting.length === 0) {
        this.#queues.delete(key);
        return;
      }
      await new Promise(resolve => setTimeout(resolve, POLL_MS));
    }
  }
}
