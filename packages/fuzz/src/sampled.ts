/** The number of consecutive commits that together test all items. */
const SHARES = 3;

/**
 * Returns a third of the items, chosen by `FUZZ_SEED`. Returns all items in nightly runs, or if there are fewer than 3. For slow tests with many
 * similar cases.
 */
export function sampled<T>(items: readonly T[]): T[] {
  if (process.env.NIGHTLY === 'true' || items.length < SHARES)
    return [...items];
  const seed = Number(process.env.FUZZ_SEED ?? 0);
  return items.filter((_, index) => index % SHARES === seed % SHARES);
}
