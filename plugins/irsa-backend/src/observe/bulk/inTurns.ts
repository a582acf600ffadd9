/** Runs work on each item, so many at a time, and answers in their order. Stops at the first failure. */
export async function inTurns<T, U>(
  items: readonly T[],
  atATime: number,
  work: (item: T) => Promise<U>,
): Promise<U[]> {
  const results: U[] = new Array(items.length);
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next;
      next += 1;
      results[index] = await work(items[index]);
    }
  };
  await Promise.all(
    Array.from({ length: Math.min(atATime, items.length) }, worker),
  );
  return results;
}
