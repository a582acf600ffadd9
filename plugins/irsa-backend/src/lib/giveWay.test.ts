import express, { type Response } from 'express';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import timers from 'node:timers/promises';
import { countWaiting, giveWay } from './giveWay';

describe('background work', () => {
  const rests = jest.spyOn(timers, 'setTimeout');
  let now = 1_000;
  jest.spyOn(performance, 'now').mockImplementation(() => now);
  afterAll(() => jest.restoreAllMocks());

  /** Returns how often the work pauses after a part that took the given milliseconds. */
  const restsAfterPiece = async (ms = 10) => {
    rests.mockClear();
    now += ms;
    await giveWay();
    return rests.mock.calls.length;
  };

  /** Runs the work while a request waits for its response, and then ends the request with `end`. */
  const whileAsked = async (
    work: () => Promise<void>,
    end: (res: Response, caller: AbortController) => unknown,
  ) => {
    const caller = new AbortController();
    let closed: Promise<unknown> = Promise.resolve();
    const app = express().use(countWaiting, async (_req, res) => {
      closed = once(res, 'close');
      await work();
      end(res, caller);
    });
    const server = app.listen(0);
    const { port } = server.address() as AddressInfo;
    await fetch(`http://localhost:${port}/`, { signal: caller.signal }).catch(
      () => {},
    );
    await closed;
    server.close();
    server.closeAllConnections();
  };

  it.each<[string, Parameters<typeof whileAsked>[1]]>([
    ['the request is answered', res => res.end()],
    ['the caller aborts the request', (_res, caller) => caller.abort()],
  ])(
    'pauses between its parts while a request waits, until %s',
    async (_, end) => {
      expect(await restsAfterPiece()).toBe(0);
      const seen: number[] = [];
      await whileAsked(async () => {
        for (const ms of [10, 10, 3, 3, 4])
          seen.push(await restsAfterPiece(ms));
      }, end);
      expect(seen).toEqual([3, 3, 0, 0, 3]);
      expect(await restsAfterPiece()).toBe(0);
    },
  );

  it('runs one part at a time while a request waits', async () => {
    const order: string[] = [];
    const piece = async (name: string) => {
      await giveWay();
      order.push(`${name} after ${rests.mock.calls.length} rests`);
      now += 10;
    };
    await whileAsked(
      async () => {
        rests.mockClear();
        now += 10;
        await Promise.all([piece('one'), piece('other')]);
      },
      res => res.end(),
    );
    expect(order).toEqual(['one after 3 rests', 'other after 6 rests']);
  });
});
