import { allInOrder } from './allInOrder';

/**
 * Processes a list, several items at a time. Returns the results in the order of the list. After an error, starts no further item, and throws the
 * error when no item is in progress, so that the caller can release what the items need.
 */
export async function mapConcurrently<T, R>(
  most: number,
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const left = items.entries();
  let hasFailed = false;
  const worker = async () => {
    for (const [index, item] of left) {
      if (hasFailed) return;
      try {
        results[index] = await work(item);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  await allInOrder(Array.from({ length: most }, worker));
  return results;
}
