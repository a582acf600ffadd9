import type { LimitedCache } from '../../lib/LimitedCache';

/** The weight of a value in addition to its content: even an empty value has a key. */
const OWN_WEIGHT = 100;

/** Returns the cached value of a key, or computes it once while concurrent callers wait. Failures are not cached. */
export async function remembered<T>(
  cache: LimitedCache<Promise<T>>,
  key: string,
  compute: () => Promise<T>,
  weightOf: (value: T) => number,
): Promise<T> {
  const known = cache.get(key);
  if (known) return known;
  const computing = compute();
  cache.set(key, computing);
  try {
    const value = await computing;
    cache.set(key, computing, weightOf(value) + OWN_WEIGHT);
    return value;
  } catch (error) {
    cache.delete(key);
    throw error;
  }
}
