import { useIdle } from '../ui/useIdle';

/** As many rows as a window shows. */
const FIRST = 10;

/** The rows to draw: the first of them at once, and all of them once the page has nothing else to do. */
export function useFirstRows<Row>(rows: readonly Row[]): readonly Row[] {
  return useIdle(rows.length > FIRST) ? rows : rows.slice(0, FIRST);
}
