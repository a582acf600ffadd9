import { yieldTurn } from '../../lib/yieldTurn';

/** For so long work may hold the event loop at a time, in milliseconds. */
const MOST_MS = 20;

/** Lets others have their turn in the midst of long work. */
export class Breather {
  #since = performance.now();

  /** Waits for the next turn of the event loop, once this one was held for long. To be asked between two short pieces of work. */
  async pause(): Promise<void> {
    if (performance.now() - this.#since < MOST_MS) return;
    await yieldTurn();
    this.#since = performance.now();
  }
}
