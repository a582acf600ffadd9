import express, { type RequestHandler } from 'express';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { countWaiting, giveWay } from './giveWay';

const MS = 300;

/** How many pieces two works in the background get done meanwhile. */
async function pieces(): Promise<number> {
  const end = performance.now() + MS;
  let done = 0;
  const work = async () => {
    while (performance.now() < end) {
      await giveWay();
      done += 1;
    }
  };
  await Promise.all([work(), work()]);
  return done;
}

describe('work in the background', () => {
  const ask = async (answer: RequestHandler, signal?: AbortSignal) => {
    const server = express().use(countWaiting, answer).listen(0);
    const { port } = server.address() as AddressInfo;
    try {
      return await fetch(`http://localhost:${port}/`, { signal });
    } finally {
      server.close();
      server.closeAllConnections();
    }
  };

  it('gives way to a request until it is answered', async () => {
    let during = 0;
    await ask(async (_req, res) => {
      during = await pieces();
      res.end();
    });
    expect(during).toBeGreaterThan(2);
    expect(during).toBeLessThanOrEqual(MS / 15 + 2);
    expect(await pieces()).toBeGreaterThan(MS / 5);
  });

  it('goes on at full speed once the caller has gone', async () => {
    const gone = ask(() => {}, AbortSignal.timeout(20));
    await expect(gone).rejects.toThrow('timeout');
    await sleep(20);
    expect(await pieces()).toBeGreaterThan(MS / 5);
  });
});
