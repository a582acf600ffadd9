import { SingleFlight } from './SingleFlight';
import { LimitedCache } from './LimitedCache';

/** What is made within so many milliseconds is made again for each version. */
const FAST_MS = 100;
/** Any other value is used for so many times as long as it took to make, although there is a newer version. */
const WORTH = 20;
const MOST_WORTH_MS = 60_000;
/** Nobody gets a value of an earlier version that is older than this. */
const MOST_HELD_MS = 120_000;

interface Made<Value> {
  value: Value;
  version: string;
  at: number;
  worthMs: number;
}

/**
 * Values that take long to make, of something that changes all the time. Those who ask get the value of an earlier version for a while, so that no more
 * than a twentieth of the time goes into making values.
 */
export class StaleWhileRevalidateCache<Value> {
  readonly #made: LimitedCache<Made<Value>>;
  readonly #weightOf: (value: Value) => number;
  #making = new SingleFlight<Value>();

  /** @param options.most - what all values weigh together, of which each weighs 1 unless `weightOf` says otherwise */
  constructor(options: { most: number; weightOf?: (value: Value) => number }) {
    this.#made = new LimitedCache(options.most);
    this.#weightOf = options.weightOf ?? (() => 1);
  }

  /**
   * The value of a version, or of an earlier one, which is at most two minutes old. Once that is no longer worth keeping, a new one is made, and until
   * then everybody gets the earlier one. Even of the same version a value is made again once it is older than `freshMs`; nobody waits for that until it is twice as old.
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
    // The next who asks learns of a failure.
    making.catch(() => {});
    return known.value;
  }

  /** Makes values again when they are asked for next. */
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
