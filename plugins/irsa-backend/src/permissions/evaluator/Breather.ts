import { yieldTurn } from '../../lib/yieldTurn';

/** The maximum time that work may hold the event loop, in milliseconds. */
const MOST_MS = 20;

/** Gives other work a turn during long work. */
export class Breather {
  #since = performance.now();

  /** Waits for the next turn of the event loop if this one was held for too long. Call it between two short pieces of work. */
  async pause(): Promise<void> {
    if (performance.now() - this.#since < MOST_MS) return;
    await yieldTurn();
    this.#since = performance.now();
  }
}
