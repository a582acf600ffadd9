import { useCallback, useEffect, useRef } from 'react';
import { retryRead } from './retryRead';
import { type Loaded, useLoaded } from './useLoaded';

/**
 * Loads a value like `useLoaded`, and loads it again every `milliseconds` while `isChanging` returns true for it. If that fails, retries: the last
 * value stays until the last attempt has failed.
 */
export function usePolled<T>(
  load: () => Promise<T>,
  milliseconds: number,
  isChanging: (value: T) => boolean,
): Loaded<T> {
  const isLoaded = useRef(false);
  const loadOrRetry = useCallback(
    () => (isLoaded.current ? retryRead(load, milliseconds) : load()),
    [load, milliseconds],
  );
  const loaded = useLoaded(loadOrRetry);
  const { value, loading, reload } = loaded;
  isLoaded.current = value !== undefined;
  const isDue = !loading && value !== undefined && isChanging(value);
  useEffect(() => {
    if (!isDue) return undefined;
    const timer = setTimeout(reload, milliseconds);
    return () => clearTimeout(timer);
  }, [isDue, reload, milliseconds]);
  return loaded;
}
