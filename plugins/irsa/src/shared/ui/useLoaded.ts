import { useCallback, useLayoutEffect, useState } from 'react';
import { type ErrorLike, toError } from '@backstage/errors';
import { watchRead } from './slowReads';

/** The state of a load. The last value stays while it is loaded again. */
export interface Loaded<T> {
  value?: T;
  error?: ErrorLike;
  loading: boolean;
  reload: () => void;
}

/**
 * Calls `load` on mount, when `load` or `trigger` changes, and on `reload`. Ignores the answer of an outdated call. A new `load` drops the last
 * value; a new `trigger` keeps it while loading.
 */
export function useLoaded<T>(
  load: () => Promise<T>,
  trigger: number = 0,
): Loaded<T> {
  const [round, setRound] = useState(0);
  const [state, setState] = useState<{
    load: () => Promise<T>;
    value?: T;
    error?: ErrorLike;
    loading: boolean;
  }>({ load, loading: true });

  // A layout effect sends the request before the browser paints the page, which takes a while.
  useLayoutEffect(() => {
    let current = true;
    const end = watchRead();
    setState(last => {
      if (last.load !== load) return { load, loading: true };
      return last.loading ? last : { load, value: last.value, loading: true };
    });
    load()
      .then(
        value => current && setState({ load, value, loading: false }),
        error =>
          current && setState({ load, error: toError(error), loading: false }),
      )
      .finally(end);
    return () => {
      current = false;
      end();
    };
  }, [load, round, trigger]);

  const reload = useCallback(() => setRound(last => last + 1), []);
  // In the render in which `load` changes, the state still belongs to the last `load`.
  if (state.load !== load) return { loading: true, reload };
  const { value, error, loading } = state;
  return { value, error, loading, reload };
}
