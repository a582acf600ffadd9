import { StaleWhileRevalidateCache } from './StaleWhileRevalidateCache';

const TOOK_MS = 100;
const WORTH_MS = 20 * TOOK_MS;
const HELD_MS = 120_000;

describe('a cached value', () => {
  let held: StaleWhileRevalidateCache<string>;
  let made: string[];

  beforeEach(() => {
    jest.useFakeTimers();
    held = new StaleWhileRevalidateCache({ most: 2 });
    made = [];
  });
  afterEach(() => jest.useRealTimers());

  /** Returns a computation of the version name that takes the given time. */
  const makeIn = (tookMs: number, name: string) => async () => {
    jest.advanceTimersByTime(tookMs);
    made.push(name);
    return name;
  };
  const at = (
    time: number,
    version: string,
    { tookMs = TOOK_MS, freshMs }: { tookMs?: number; freshMs?: number } = {},
  ) => held.get('key', { version, at: time, freshMs }, makeIn(tookMs, version));

  it('is computed once per version', async () => {
    await at(0, 'first');
    expect(await at(1_000_000, 'first')).toBe('first');
    expect(made).toEqual(['first']);
  });

  it('is returned for the next version while it is fresh enough, and then until the next value is computed', async () => {
    await at(0, 'first');
    expect(await at(WORTH_MS - 1, 'second')).toBe('first');
    expect(made).toEqual(['first']);
    expect(await at(WORTH_MS, 'second')).toBe('first');
    expect(made).toEqual(['first', 'second']);
    expect(await at(WORTH_MS + 1, 'second')).toBe('second');
  });

  it('is computed only once at a time, regardless of how many versions are requested', async () => {
    await Promise.all(
      ['first', 'second', 'third'].map(version => at(0, version)),
    );
    expect(made).toEqual(['first']);
  });

  it.each([
    [HELD_MS - 1, 'first'],
    [HELD_MS, 'second'],
  ])(
    'that is %d ms old while the next one is computed leads to the %s',
    async (age, version) => {
      await at(0, 'first');
      expect(await at(age, 'second')).toBe(version);
      expect(made).toEqual(['first', 'second']);
    },
  );

  it('is fresh for at most one minute', async () => {
    await at(0, 'first', { tookMs: 10_000 });
    expect(await at(59_999, 'second')).toBe('first');
    expect(made).toEqual(['first']);
    await at(60_000, 'second');
    expect(made).toEqual(['first', 'second']);
  });

  it('is always of the newest version if it is computed fast', async () => {
    await at(0, 'first', { tookMs: 99 });
    expect(await at(0, 'second')).toBe('second');
  });

  it('is computed again in the background after freshMs for the same version', async () => {
    const options = { tookMs: 1, freshMs: 5_000 };
    await at(0, 'first', options);
    await at(4_999, 'first', options);
    expect(made).toHaveLength(1);
    await at(5_000, 'first', options);
    expect(made).toHaveLength(2);
  });

  it('is computed again after the cache was cleared, and a pending value is not cached', async () => {
    let end: (value: string) => void = () => {};
    const slow = held.get(
      'key',
      { version: 'first', at: 0 },
      () => new Promise(resolve => (end = resolve)),
    );
    held.clear();
    end('before');
    expect(await slow).toBe('before');
    expect(await at(0, 'first')).toBe('first');
  });

  it('is kept when the next computation fails, until it is too old and the error is thrown', async () => {
    await at(0, 'first');
    const fail = () => Promise.reject(new Error('The database is away.'));
    const failing = (time: number) =>
      held.get('key', { version: 'second', at: time }, fail);
    expect(await failing(WORTH_MS)).toBe('first');
    await expect(failing(HELD_MS)).rejects.toThrow('away');
  });
});
