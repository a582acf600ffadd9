import { SingleFlight } from './SingleFlight';
import { LimitedCache } from './LimitedCache';

/** The time limit for fast values, in milliseconds. A value that is made faster than this is made again for each version. */
const FAST_MS = 100;
/** How long any other value is used despite a newer version: this multiple of the time to make it, up to the limit in milliseconds. */
const WORTH = 20;
const MOST_WORTH_MS = 60_000;
/** The maximum age of a value of an earlier version, in milliseconds. */
const MOST_HELD_MS = 120_000;

interface Made<Value> {
  value: Value;
  version: string;
  at: number;
  worthMs: number;
}

/**
 * Caches values that take long to make from constantly changing data. Callers get the value of an earlier version for a while, so that at most 1/20
 * of the time is spent on making values.
 */
export class StaleWhileRevalidateCache<Value> {
  readonly #made: LimitedCache<Made<Value>>;
  readonly #weightOf: (value: Value) => number;
  #making = new SingleFlight<Value>();

  /** @param options.most - the maximum total weight of all values; each value weighs 1 unless `weightOf` says otherwise */
  constructor(options: { most: number; weightOf?: (value: Value) => number }) {
    this.#made = new LimitedCache(options.most);
    this.#weightOf = options.weightOf ?? (() => 1);
  }

  /**
   * Returns the value of a version, or of an earlier version that is at most 2 minutes old. After an earlier value has been used long enough, a new
   * one is made; until it is ready, callers get the earlier one. A value of the same version is also made again once it is older than `freshMs`, but
   * callers wait for it only once it is twice as old.
   *
   * @param state.at - now, in milliseconds since 1970
   */
  async get(
    key: string,
    state: { version: string; at: number; freshMs?: number },
    make: () => Promise<Value>,
  ): Promise<Value> {
    const { version, at, freshMs = Infinity } = state;
    const known = this.#made.get(key);
    const age = known ? at - known.at : Infinity;
    const isCurrent = known?.version === version;
    if (known && (age < known.worthMs || (isCurrent && age < freshMs))) {
      return known.value;
    }
    const making = this.#making.ask(key, () =>
      this.#make(key, { version, at }, make),
    );
    const heldMs = known && known.worthMs > 0 ? MOST_HELD_MS : 0;
    if (!known || age >= Math.max(heldMs, isCurrent ? 2 * freshMs : 0)) {
      return making;
    }
    // If this fails, a later caller tries again.
    making.catch(() => {});
    return known.value;
  }

  /** Discards all values, so that they are made again when next requested. */
  clear(): void {
    this.#made.clear();
    this.#making = new SingleFlight();
  }

  async #make(
    key: string,
    state: { version: string; at: number },
    make: () => Promise<Value>,
  ): Promise<Value> {
    const making = this.#making;
    const began = performance.now();
    const value = await make();
    const took = performance.now() - began;
    const worthMs = took < FAST_MS ? 0 : Math.min(WORTH * took, MOST_WORTH_MS);
    const isCleared = this.#making !== making;
    if (!isCleared) {
      this.#made.set(key, { value, ...state, worthMs }, this.#weightOf(value));
    }
    return value;
  }
}
