import { RecentAnswers } from './RecentAnswers';

describe('an answer', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  function counted() {
    const recent = new RecentAnswers<string>({ forMs: 10_000, most: 10 });
    let asked = 0;
    return (key: string) =>
      recent.ask(key, async () => {
        asked += 1;
        if (asked === 1) throw new Error('unavailable');
        return `${key} ${asked}`;
      });
  }

  it('is remembered for the given time for its key, but not an error', async () => {
    const ask = counted();
    await expect(Promise.all([ask('ada'), ask('ada')])).rejects.toThrow(
      'unavailable',
    );
    expect(await Promise.all([ask('ada'), ask('ada')])).toEqual([
      'ada 2',
      'ada 2',
    ]);
    expect(await ask('bob')).toBe('bob 3');
    jest.advanceTimersByTime(9_999);
    expect(await ask('ada')).toBe('ada 2');
    jest.advanceTimersByTime(1);
    expect(await ask('ada')).toBe('ada 4');
  });
});
