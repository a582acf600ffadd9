import { setTimeout as sleep } from 'node:timers/promises';
import type { Wave, WaveItem } from '@backstage-irsa/core/model';

/** Reads the response of an API path. */
type Get = (path: string) => PromiseLike<{ body: unknown }>;

const ON_ITS_WAY: Wave['state'][] = ['planning', 'running', 'undoing'];

/** Waits until a wave is no longer in progress. Returns it. */
export async function settledWave(get: Get, id: string): Promise<Wave> {
  for (;;) {
    const { body } = await get(`/waves/${id}`);
    const wave = body as Wave;
    if (!ON_ITS_WAY.includes(wave.state) && wave.counts.running === 0) {
      return wave;
    }
    await sleep(100);
  }
}

/** Returns all items of a wave. */
export async function itemsOf(get: Get, id: string): Promise<WaveItem[]> {
  const { body } = await get(`/waves/${id}/items?limit=200`);
  return (body as { items: WaveItem[] }).items;
}
