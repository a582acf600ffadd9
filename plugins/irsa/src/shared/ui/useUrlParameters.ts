import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

/** Sets query parameters of the URL, and removes those without a value. By default without a new entry in the browser history. */
export type ChangeUrlParameters = (
  values: Record<string, string | undefined>,
  options?: { replace: boolean },
) => void;

/** Returns the query parameters of the URL, and a function that changes some of them. The function stays the same. */
export function useUrlParameters(): [URLSearchParams, ChangeUrlParameters] {
  const [params, setParams] = useSearchParams();
  const change = useCallback<ChangeUrlParameters>(
    (values, options = { replace: true }) =>
      setParams(last => {
        const next = new URLSearchParams(last);
        for (const [key, value] of Object.entries(values)) {
          if (value) next.set(key, value);
          else next.delete(key);
        }
        return next;
      }, options),
    [setParams],
  );
  return [params, change];
}
