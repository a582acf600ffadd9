import { toError } from '@backstage/errors';
import { useCallback, useRef, useState } from 'react';
import { type Failure, failureOf } from './failure';

/** What a question to the backend has come to. The last answer stays until the next one. */
export interface Asked<T, Args extends unknown[]> {
  value?: T;
  failure?: Failure;
  pending: boolean;
  ask: (...args: Args) => Promise<void>;
}

/** Asks when told to. When it is asked again before the answer is there, only the last answer counts. */
export function useAsked<T, Args extends unknown[]>(
  request: (...args: Args) => Promise<T>,
): Asked<T, Args> {
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
  return { ...state, ask };
}
