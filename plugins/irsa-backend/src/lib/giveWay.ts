import type { RequestHandler } from 'express';
import { setTimeout as sleep } from 'node:timers/promises';
import { yieldTurn } from './yieldTurn';

/** In milliseconds: so short that work goes on soon after the last answer. */
const REST_MS = 5;

/** Rests after a piece of work, at most: however many ask, work in the background goes on. */
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
 * Gives others their turn, as `yieldTurn` does, between two pieces of work in the background. While requests wait, one piece of all of it is done at a
 * time, and rests follow: an answer takes several turns of the event loop, each of which would else wait for a piece of every scan. Not to be called
 * within a transaction, which rests would prolong.
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
