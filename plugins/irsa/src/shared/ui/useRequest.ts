import { toError } from '@backstage/errors';
import { useCallback, useRef, useState } from 'react';
import { type Failure, failureOf } from './failure';

/** The state of a request to the backend. The last answer stays while the next request is pending. */
export interface RequestState<T, Args extends unknown[]> {
  value?: T;
  failure?: Failure;
  pending: boolean;
  ask: (...args: Args) => Promise<void>;
  /** Drops the last answer, and ignores the answer to a pending request. */
  reset: () => void;
}

/** Sends a request when `ask` is called. If several are sent, only the answer to the last one counts. */
export function useRequest<T, Args extends unknown[]>(
  request: (...args: Args) => Promise<T>,
): RequestState<T, Args> {
  const round = useRef(0);
  const [state, setState] = useState<{
    value?: T;
    failure?: Failure;
    pending: boolean;
  }>({ pending: false });

  const ask = useCallback(
    async (...args: Args) => {
      round.current += 1;
      const mine = round.current;
      setState(({ value }) => ({ value, pending: true }));
      try {
        const value = await request(...args);
        if (mine === round.current) setState({ value, pending: false });
      } catch (error) {
        const failure = failureOf(toError(error));
        if (mine === round.current) setState({ failure, pending: false });
      }
    },
    [request],
  );
  const reset = useCallback(() => {
    round.current += 1;
    setState({ pending: false });
  }, []);
  return { ...state, ask, reset };
}
