import { useCallback, useLayoutEffect, useState } from 'react';
import { type ErrorLike, toError } from '@backstage/errors';
import { watchRead } from './slowReads';

/** What a load has come to. A value stays while it is loaded again. */
export interface Loaded<T> {
  value?: T;
  error?: ErrorLike;
  loading: boolean;
  reload: () => void;
}

/**
 * Loads on mount, whenever `load` or `trigger` changes, and on `reload`; an answer that comes too late is dropped. A new `load` drops the value, a
 * new `trigger` keeps it meanwhile.
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

  // Not an ordinary effect: the request leaves before the browser draws the page, which takes it a while.
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
  // In the render in which `load` changes, the state is still the last one's.
  if (state.load !== load) return { loading: true, reload };
  const { value, error, loading } = state;
  return { value, error, loading, reload };
}
