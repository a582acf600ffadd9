/** Rows written by one statement: SQLite writes while everybody else waits. */
const BATCH = 50;

/** Gives others their turn. */
export function yieldTurn(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}

/** Works through a long list, with a turn for others after each batch. */
export async function inBatches<T>(
  items: readonly T[],
  work: (batch: T[]) => Promise<unknown>,
  size = BATCH,
): Promise<void> {
  for (let start = 0; start < items.length; start += size) {
    await work(items.slice(start, start + size));
    await yieldTurn();
  }
}
