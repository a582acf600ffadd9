import { giveWay } from '../lib/giveWay';
import { yieldTurn } from '../lib/yieldTurn';

/** Rows written by one statement: SQLite writes while everybody else waits. */
const BATCH = 50;

/** Rows read by one statement: nothing else runs while they are. */
const PAGE = 500;

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

/** Reads a long list for work in the background, in the order of its ids, and gives way after each page. `read` answers the next rows whose id is greater. */
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
