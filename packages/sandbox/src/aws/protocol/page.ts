import { validationError } from './error';

export interface Page<T> {
  items: T[];
  /** Where the next page begins; undefined on the last. */
  marker?: string;
}

/**
 * One page of a list in the order of its keys. The marker names the last key given out, so a list that changes
 * between two pages neither repeats nor skips what stayed.
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
  const rest = [...items]
    .sort((a, b) => compare(key(a), key(b)))
    .filter(item => after === undefined || compare(key(item), after) > 0);
  const shown = rest.slice(0, limit);
  return rest.length > limit
    ? { items: shown, marker: encodeMarker(key(shown[shown.length - 1])) }
    : { items: shown };
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
