import { setTimeout as after } from 'node:timers/promises';
import { SingleFlight } from './SingleFlight';

function counted() {
  const inFlight = new SingleFlight<string>();
  const begun: string[] = [];
  const ask = (key: string) =>
    inFlight.ask(key, async () => {
      begun.push(key);
      await after(5);
      if (key === 'wrong') throw new Error('no');
      return `of ${key} ${begun.length}`;
    });
  return { ask, begun };
}

describe('a pending call', () => {
  it('is shared by concurrent callers with the same key, and made again for later callers', async () => {
    const { ask, begun } = counted();
    expect(await Promise.all([ask('ada'), ask('ada')])).toEqual([
      'of ada 1',
      'of ada 1',
    ]);
    expect(await ask('ada')).toBe('of ada 2');
    expect(begun).toEqual(['ada', 'ada']);
  });

  it('is not shared by callers with another key', async () => {
    const { ask } = counted();
    expect(await Promise.all([ask('ada'), ask('bob')])).toEqual([
      'of ada 2',
      'of bob 2',
    ]);
  });

  it('fails for all callers that share it, and is made again afterwards', async () => {
    const { ask, begun } = counted();
    const results = await Promise.allSettled([ask('wrong'), ask('wrong')]);
    expect(results.map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
    ]);
    await expect(ask('wrong')).rejects.toThrow('no');
    expect(begun).toHaveLength(2);
  });
});
