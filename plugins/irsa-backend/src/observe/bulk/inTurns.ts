/** Runs `work` on each item, `atATime` items in parallel, and returns the results in the order of the items. Stops at the first failure. */
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
