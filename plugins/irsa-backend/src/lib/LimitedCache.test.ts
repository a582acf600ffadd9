import { LimitedCache } from './LimitedCache';

describe('a limited cache', () => {
  it('evicts the least recently used value', () => {
    const cache = new LimitedCache<number>(2);
    cache.set('a', 1);
    cache.set('b', 2);
    cache.get('a');
    cache.set('c', 3);
    expect(['a', 'b', 'c'].map(key => cache.get(key))).toEqual([
      1,
      undefined,
      3,
    ]);
  });

  it('counts weights, and the weight of a replaced value only once', () => {
    const cache = new LimitedCache<string>(10);
    cache.set('a', 'light');
    cache.set('b', 'heavy', 9);
    cache.set('b', 'as heavy', 9);
    expect(cache.get('a')).toBe('light');
    cache.set('b', 'heavier', 10);
    expect([cache.get('a'), cache.get('b')]).toEqual([undefined, 'heavier']);
  });

  it('keeps only the newest value if it exceeds the limit', () => {
    const cache = new LimitedCache<string>(10);
    cache.set('a', 'light');
    cache.set('b', 'too heavy', 11);
    expect([cache.get('a'), cache.get('b')]).toEqual([undefined, 'too heavy']);
    cache.set('c', 'light');
    expect([cache.get('b'), cache.get('c')]).toEqual([undefined, 'light']);
  });

  it('is empty and has its full capacity after it was cleared', () => {
    const cache = new LimitedCache<number>(1);
    cache.set('a', 1);
    cache.clear();
    cache.set('b', 2);
    expect([cache.get('a'), cache.get('b')]).toEqual([undefined, 2]);
  });
});
