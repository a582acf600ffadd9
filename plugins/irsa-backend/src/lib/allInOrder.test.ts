import { setTimeout as after } from 'node:timers/promises';
import { allInOrder } from './allInOrder';

const failing = async (ms: number, message: string): Promise<never> => {
  await after(ms);
  throw new Error(message);
};

describe('allInOrder', () => {
  it('returns the results in order, whichever finishes first', async () => {
    const [slow, fast, known] = await allInOrder([
      after(20, 'slow'),
      after(1, 'fast'),
      'known',
    ]);
    expect([slow, fast, known]).toEqual(['slow', 'fast', 'known']);
  });

  it('throws the first failure of the list, not the first in time', async () => {
    await expect(
      allInOrder([after(5), failing(20, 'first'), failing(1, 'second')]),
    ).rejects.toThrow('first');
  });
});
