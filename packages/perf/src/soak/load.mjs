import { kindsOfWork } from './work.mjs';

/** The maximum number of pieces of work in progress. No more start until one ends. */
const MOST_UNDER_WAY = 60;

/** Returns a generator of pseudorandom numbers from 0 to 1, the same in every run. Source: mulberry32, by Tommy Ettinger, in the public domain. */
function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Starts work at a steady rate, regardless of its results, until it is stopped. */
export class Load {
  #random = seeded(1);
  #underWay = new Set();
  #timer;
  #places;
  #kinds;
  #sum;
  /** The errors of this program itself, other than failed requests. */
  failures = [];

  constructor(client, { places, components }) {
    this.#places = places;
    this.#kinds = kindsOfWork(client, {
      components,
      pick: () => this.#oneOf(places),
      made: () =>
        this.#oneOf(places.filter(({ id, isWanted }) => id && isWanted)),
    });
    this.#sum = this.#kinds.reduce((sum, [weight]) => sum + weight, 0);
  }

  #oneOf(items) {
    return items[Math.floor(this.#random() * items.length)];
  }

  /** @param {number} rate - the pieces of work per second */
  start(rate) {
    this.#timer = setInterval(() => this.#begin(), 1_000 / rate);
  }

  #begin() {
    if (this.#underWay.size >= MOST_UNDER_WAY) return;
    let left = this.#random() * this.#sum;
    const [, work] = this.#kinds.find(([weight]) => (left -= weight) < 0);
    const done = Promise.resolve(work())
      .catch(error => this.failures.push(error))
      .finally(() => this.#underWay.delete(done));
    this.#underWay.add(done);
  }

  /** Starts no more work, and waits for the work in progress. */
  async stop() {
    clearInterval(this.#timer);
    await Promise.all(this.#underWay);
  }

  get places() {
    return this.#places;
  }
}
