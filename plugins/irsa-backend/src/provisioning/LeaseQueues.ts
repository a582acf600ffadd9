import { TooManyRequestsError, unavailable } from '../lib/errors';

const POLL_MS = 150;
const MAX_WAIT_MS = 5 * 60_000;

/** The maximum number of requests that wait for a lease in one process. Requests that add access and requests that remove it count separately. */
const MOST_WAITING = 20;

const RETRY_AFTER_SECONDS = 10;

/** A lease that several requests can want at the same time. */
interface WantedLease {
  key: string;
  /** The name of the leased object in error messages. */
  what: string;
  /** Takes the lease if it is free. Returns the current holder. */
  take(holder: string): Promise<string>;
}

interface Waiter {
  holder: string;
  removes: boolean;
  until: number;
  /** The holders of the lease during the wait. */
  seen: Set<string>;
  taken(seen: string[]): void;
  refused(error: unknown): void;
}

interface Queue {
  waiting: Waiter[];
  /** The holder of the lease when the database was last asked. */
  current: string;
}

/**
 * Queues the requests that wait for leases in this process. Only the first of each queue asks the database, so the cost does not depend on the
 * queue's length.
 */
export class LeaseQueues {
  readonly #queues = new Map<string, Queue>();

  /**
   * Waits until the holder has the lease. Returns the holders during the wait. Requests that remove access come before all others.
   *
   * @throws TooManyRequestsError - if too many requests are already waiting; ServiceUnavailableError - if the lease is not free in time
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
        `${MOST_WAITING} other requests wait to change ${lease.what}. Nothing was changed. Retry in ${RETRY_AFTER_SECONDS} s.`,
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

  /** Takes the lease for one waiter after another, until the queue is empty. Never fails. */
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
