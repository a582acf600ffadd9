import type { RequestHandler } from 'express';
import { setTimeout as sleep } from 'node:timers/promises';
import { yieldTurn } from './yieldTurn';

/** While somebody waits for an answer, work in the background rests so long after each turn, in milliseconds. */
const REST_MS = 15;

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
    if (waiting > 0) await sleep(REST_MS);
  });
  return turn;
}
