import type { RequestHandler } from 'express';
import { setTimeout as sleep } from 'node:timers/promises';
import { yieldTurn } from './yieldTurn';

/** How long background work runs between its rests while requests wait, in milliseconds. */
const WORK_MS = 10;

/** The length of a rest, in milliseconds. It is short, so that work continues soon after the last answer. */
const REST_MS = 5;

/** The maximum number of rests in a row. However many requests wait, background work keeps at least 40% of its speed. */
const MOST_RESTS = 3;

/** The number of requests that wait for their answer. */
let waiting = 0;

let turn = Promise.resolve();

let restedAt = 0;

/** Counts requests until they are answered or aborted, so that background work gives way to them. */
export const countWaiting: RequestHandler = (_req, res, next) => {
  waiting += 1;
  res.once('close', () => {
    waiting -= 1;
  });
  next();
};

/**
 * Lets other work run, as `yieldTurn` does, between two pieces of background work. While requests wait, only one piece of all background work is done
 * at a time, with rests in between: an answer takes several turns of the event loop, and each turn would otherwise wait for a piece of every scan. Do
 * not call this within a transaction, because rests would prolong it.
 */
export function giveWay(): Promise<void> {
  turn = turn.then(async () => {
    await yieldTurn();
    if (performance.now() - restedAt < WORK_MS) return;
    for (let rests = 0; waiting > 0 && rests < MOST_RESTS; rests += 1) {
      await sleep(REST_MS);
    }
    restedAt = performance.now();
  });
  return turn;
}
