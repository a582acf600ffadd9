import { useIdle } from '../ui/useIdle';

/** The number of rows that fit into a window. */
const FIRST = 10;

/** Returns the rows to render: the first rows immediately, and all rows when the page is idle. */
export function useFirstRows<Row>(rows: readonly Row[]): readonly Row[] {
  return useIdle(rows.length > FIRST) ? rows : rows.slice(0, FIRST);
}
