/** How many commits in a row try everything between them. */
const SHARES = 3;

/** A third of the items, another one for another `FUZZ_SEED`; all of them at night, and where they are few. For what is slow, and has many cases of one kind. */
export function sampled<T>(items: readonly T[]): T[] {
  if (process.env.NIGHTLY === 'true' || items.length < SHARES)
    return [...items];
  const seed = Number(process.env.FUZZ_SEED ?? 0);
  return items.filter((_, index) => index % SHARES === seed % SHARES);
}
