import { useCallback, useRef, useState } from 'react';
import type { FleetRows } from './fleetTable';
import { type Loaded, useLoaded } from '../../../shared/ui/useLoaded';

/** Rows of a page: more than fit a window, and as few as the catalog of Backstage shows. */
const PAGE_SIZE = 20;

/** One page of a list, and the ways to the pages beside it where there are any. */
export interface Pages<Answer> extends Loaded<Answer> {
  /** The page before, while this one is read. */
  last?: Answer;
  /** How many stand before the page. */
  offset: number;
  previous?: () => void;
  next?: () => void;
}

/** Reads a list page by page, from the first whenever `list` changes. */
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
  const last = useRef<Answer>();
  if (loaded.value) last.current = loaded.value;
  const nextCursor = loaded.value?.nextCursor;
  const go = (to: string[]) => () => setPlace({ list, cursors: to });
  return {
    ...loaded,
    last: last.current,
    offset: cursors.length * PAGE_SIZE,
    previous: cursors.length > 0 ? go(cursors.slice(0, -1)) : undefined,
    next: nextCursor ? go([...cursors, nextCursor]) : undefined,
  };
}
