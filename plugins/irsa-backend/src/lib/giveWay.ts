import type { RequestHandler } from 'express';
import { setTimeout as sleep } from 'node:timers/promises';
import { yieldTurn } from './yieldTurn';

/** While requests wait, work in the background goes on for so long between its rests, in milliseconds. */
const WORK_MS = 10;

/** In milliseconds: so short that work goes on soon after the last answer. */
const REST_MS = 5;

/** Rests at a time, at most. However many ask, work in the background keeps a third of its speed. */
const MOST_RESTS = 3;

/** Requests that wait for their answer. */
let waiting = 0;

let turn = Promise.resolve();

let restedAt = 0;

/** Counts requests until they are answered or broken off, so that work in the background gives way to them. */
export const countWaiting: RequestHandler = (_req, res, next) => {
  waiting += 1;
  res.once('close', () => {
    waiting -= 1;
  });
  next();
};

/**
 * Gives others their turn, as `yieldTurn` does, between two pieces of work in the background. While requests wait, one piece of all of it is done at a
 * time, with rests in between: an answer takes several turns of the event loop, each of which would else wait for a piece of every scan. Not to be called
 * within a transaction, which rests would prolong.
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
