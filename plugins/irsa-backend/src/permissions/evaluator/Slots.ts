/** Thrown if work waits for a slot longer than allowed. */
export class WaitedTooLongError extends Error {}

/** Limits how many pieces of work run at the same time. Others wait in order. */
export class Slots {
  readonly #waiting = new Set<() => void>();
  #free: number;

  constructor(count: number) {
    this.#free = count;
  }

  /** The number of waiting pieces of work. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /**
   * Runs work in a slot. @throws WaitedTooLongError - if it has not started after `mostMs` milliseconds. Without `mostMs`, it waits without a limit.
   */
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
      // Has no effect once the work has started.
      const refuse = () => {
        this.#waiting.delete(begin);
        reject(new WaitedTooLongError());
      };
      setTimeout(refuse, mostMs).unref();
    });
  }
}
