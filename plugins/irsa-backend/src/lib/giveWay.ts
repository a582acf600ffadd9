import type { RequestHandler } from 'express';
import { setTimeout as sleep } from 'node:timers/promises';
import { yieldTurn } from './yieldTurn';

/** Work in the background rests for so long at a time, in milliseconds, and so often at most after each turn, while somebody waits for an answer. */
const REST_MS = 5;
const MOST_RESTS = 3;

/** Requests that wait for their answer. */
let waiting = 0;

let turn = Promise.resolve();

/** Counts requests until they are answered or broken off, so that work in the background gives way to them. */
export const countWaiting: RequestHandler = (_req, res, next) => {
  waiting += 1;
  res.once('close', () => {
    waiting -= 1;
  });
  next();
};

/**
 * Gives others their turn, as `yieldTurn` does. While requests wait, of all work in the background one piece at a time is done, with a rest after it: an
 * answer takes several turns, and each would else wait for those of several scans. Not to be called within a transaction, which the rest would prolong.
 */
export function giveWay(): Promise<void> {
  turn = turn.then(async () => {
    await yieldTurn();
    for (let rests = 0; waiting > 0 && rests < MOST_RESTS; rests += 1) {
      await sleep(REST_MS);
    }
  });
  return turn;
}
