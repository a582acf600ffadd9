/** Waited longer for a slot than it may. */
export class WaitedTooLongError extends Error {}

/** Lets so many run at a time; others wait in their order. */
export class Slots {
  readonly #waiting = new Set<() => void>();
  #free: number;

  constructor(count: number) {
    this.#free = count;
  }

  /** How many wait. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** @throws WaitedTooLongError - when it has not begun after so many milliseconds; it waits as long as it takes when none are given. */
  async run<T>(work: () => Promise<T>, mostMs?: number): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await this.#turn(mostMs);
    try {
      return await work();
    } finally {
      const [next] = this.#waiting;
      if (next) {
        this.#waiting.delete(next);
        next();
      } else this.#free += 1;
    }
  }

  #turn(mostMs: number | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const begin = () => resolve();
      this.#waiting.add(begin);
      if (mostMs === undefined) return;
      // Once it has begun, this does nothing.
      const refuse = () => {
        this.#waiting.delete(begin);
        reject(new WaitedTooLongError());
      };
      setTimeout(refuse, mostMs).unref();
    });
  }
}
