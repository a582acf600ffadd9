/** Generates pseudorandom numbers that are the same for the same seed ("mulberry32"). */
export class Random {
  #state: number;

  private constructor(seed: number) {
    this.#state = seed | 0;
  }

  static create(seed: number): Random {
    return new Random(seed);
  }

  /** Returns a number from 0 to less than 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let value = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** Returns an integer from 0 to less than the limit. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  chance(rate: number): boolean {
    return this.next() < rate;
  }

  pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)];
  }

  /** Returns one of the names according to their rates, or undefined for the rest. */
  oneOf<K extends string>(rates: Readonly<Record<K, number>>): K | undefined {
    let left = this.next();
    return (Object.keys(rates) as K[]).find(name => {
      left -= rates[name];
      return left < 0;
    });
  }

  uuid(): string {
    const hex = Array.from({ length: 4 }, () =>
      this.below(4_294_967_296).toString(16).padStart(8, '0'),
    ).join('');
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      `a${hex.slice(17, 20)}`,
      hex.slice(20),
    ].join('-');
  }
}
