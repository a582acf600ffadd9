import type { LimitedCache } from '../../lib/LimitedCache';

/** What a value weighs beside what is in it: an empty one has a key, too. */
const OWN_WEIGHT = 100;

/** Computed once; who asks the same meanwhile waits for it. What failed is tried again. */
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
