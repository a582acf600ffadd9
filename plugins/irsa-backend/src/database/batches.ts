import { giveWay } from '../lib/giveWay';
import { yieldTurn } from '../lib/yieldTurn';

/** How many rows one statement writes: on SQLite, writing blocks everything else. */
const BATCH = 50;

/** How many rows one statement reads: reading blocks everything else. */
const PAGE = 500;

/** Processes a long list in batches, and lets other work run after each batch. */
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

/** Reads a long list for background work, sorted by ID, and gives way after each page. `read` returns the next rows with a greater ID. */
export async function* pagesById<Row extends { id: string }>(
  read: (after: string, limit: number) => PromiseLike<Row[]>,
): AsyncGenerator<Row[]> {
  for (let after = ''; ; ) {
    const rows = await read(after, PAGE);
    if (rows.length > 0) yield rows;
    await giveWay();
    if (rows.length < PAGE) return;
    after = rows[rows.length - 1].id;
  }
}
