import { useCallback, useRef, useState } from 'react';
import type { FleetRows } from './fleetTable';
import { type Loaded, useLoaded } from '../../../shared/ui/useLoaded';

/** The number of rows per page: more than fit into a window, and as few as in the Backstage catalog. */
const PAGE_SIZE = 20;

/** One page of a list, and functions that go to the previous and next page, if there are any. */
export interface Pages<Answer> extends Loaded<Answer> {
  /** The last loaded page, for use while this one loads. */
  last?: Answer;
  /** The number of rows before the page. */
  offset: number;
  previous?: () => void;
  next?: () => void;
}

/**
 * Loads a list page by page. Starts again at the first page when `list` changes. Goes back when the last page has become empty.
 */
export function usePages<Answer extends FleetRows<unknown>>(
  list: (page: { cursor?: string; limit: number }) => Promise<Answer>,
): Pages<Answer> {
  const [place, setPlace] = useState({ list, cursors: [] as string[] });
  const cursors = place.list === list ? place.cursors : [];
  const cursor = cursors[cursors.length - 1];
  const load = useCallback(
    () => list({ cursor, limit: PAGE_SIZE }),
    [list, cursor],
  );
  const loaded = useLoaded(load);
  const { items, nextCursor } = loaded.value ?? {};
  const isGone = items?.length === 0 && !nextCursor && cursors.length > 0;
  if (isGone) setPlace({ list, cursors: cursors.slice(0, -1) });
  const last = useRef<Answer>();
  if (loaded.value && !isGone) last.current = loaded.value;
  const go = (to: string[]) => () => setPlace({ list, cursors: to });
  return {
    ...loaded,
    last: last.current,
    offset: cursors.length * PAGE_SIZE,
    previous: cursors.length > 0 ? go(cursors.slice(0, -1)) : undefined,
    next: nextCursor ? go([...cursors, nextCursor]) : undefined,
  };
}
