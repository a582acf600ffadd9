import { setImmediate } from 'node:timers/promises';
import { yieldTurn } from './yieldTurn';

describe('a turn of the event loop', () => {
  it('resumes one of the waiting tasks, in order', async () => {
    const done: string[] = [];
    const work = async (name: string) => {
      for (const part of [1, 2]) {
        await yieldTurn();
        done.push(`${name}${part}`);
      }
    };
    const all = Promise.all([work('a'), work('b'), work('c')]);
    const seen: number[] = [];
    while (done.length < 6) {
      await setImmediate();
      seen.push(done.length);
    }
    await all;
    expect(done).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'c2']);
    const steps = seen.map((count, index) => count - (seen[index - 1] ?? 0));
    expect(Math.max(...steps)).toBe(1);
  });
});
