import { validationError } from './error';

export interface Page<T> {
  items: T[];
  /** The marker of the next page; undefined on the last page. */
  marker?: string;
}

/**
 * Returns one page of a list, ordered by key. The marker names the last key returned. If the list changes between two pages, unchanged items are
 * neither repeated nor skipped.
 */
export function page<T>(
  items: Iterable<T>,
  options: {
    key: (item: T) => string;
    marker: string | undefined;
    limit: number;
  },
): Page<T> {
  const { key, marker, limit } = options;
  const after = marker === undefined ? undefined : decodeMarker(marker);
  const { first, rest } = smallest(items, { key, after, limit });
  return rest
    ? {
        items: first.map(({ item }) => item),
        marker: encodeMarker(first[first.length - 1].key),
      }
    : { items: first.map(({ item }) => item) };
}

interface Keyed<T> {
  key: string;
  item: T;
}

/**
 * Returns the first items after a key, ordered by key, and whether there are more. Sorts only the returned items, because lists are long and pages
 * short.
 */
function smallest<T>(
  items: Iterable<T>,
  options: {
    key: (item: T) => string;
    after: string | undefined;
    limit: number;
  },
): { first: Keyed<T>[]; rest: boolean } {
  const { after, limit } = options;
  const first: Keyed<T>[] = [];
  let rest = false;
  for (const item of items) {
    const key = options.key(item);
    if (after !== undefined && compare(key, after) <= 0) {
      continue;
    }
    const isFull = first.length === limit;
    rest ||= isFull;
    if (!isFull || compare(key, first[limit - 1].key) < 0) {
      if (isFull) {
        first.pop();
      }
      first.splice(placeOf(first, key), 0, { key, item });
    }
  }
  return { first, rest };
}

/** Returns the insertion index of a key in a sorted list, after equal keys. */
function placeOf(sorted: Keyed<unknown>[], key: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(sorted[middle].key, key) <= 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

function compare(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

function encodeMarker(key: string): string {
  return Buffer.from(`after:${key}`).toString('base64url');
}

function decodeMarker(marker: string): string {
  const text = Buffer.from(marker, 'base64url').toString();
  if (!text.startsWith('after:')) {
    throw validationError('Invalid Marker.');
  }
  return text.slice('after:'.length);
}
