import type { Operation } from '@backstage-irsa/core/model';
import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { IrsaApi } from '@backstage-irsa/plugin-irsa-common';
import { irsaApiRef } from '../../api/irsaApiRef';
import { type Failure, failureOf } from '../ui/failure';

const POLL_MILLISECONDS = 1000;

/** How often in a row it may fail to be read. */
const MAX_TRIES = 4;

/** How far an operation of the backend is. */
export interface OperationRun {
  /** As last read. */
  operation?: Operation;
  /** Why it did not begin; with an operation, why it can be followed no more, though it may go on. */
  failure?: Failure;
  running: boolean;
}

const pause = () =>
  new Promise(resolve => {
    setTimeout(resolve, POLL_MILLISECONDS);
  });

/** Reads how far an operation is after a while. It goes on whether it is read or not, so that a failure to read it is no failure of it. */
async function readLater(irsaApi: IrsaApi, id: string): Promise<Operation> {
  for (let tries = 1; ; tries += 1) {
    await pause();
    try {
      return await irsaApi.getOperation(id);
    } catch (error) {
      if (tries === MAX_TRIES) throw error;
    }
  }
}

/** Begins an operation when told to, follows it step by step, and calls back when it is completed or has failed. */
export function useOperation<Args extends unknown[]>(
  begin: (...args: Args) => Promise<Operation>,
  onFinished: () => void,
): OperationRun & {
  start: (...args: Args) => Promise<void>;
  /** Forgets an operation that is over. */
  reset: () => void;
} {
  const irsaApi = useApi(irsaApiRef);
  const mounted = useRef(true);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);
  const [state, setState] = useState<OperationRun>({ running: false });

  const start = useCallback(
    async (...args: Args) => {
      setState({ running: true });
      let operation: Operation | undefined;
      try {
        operation = await begin(...args);
        while (mounted.current && operation.status === 'running') {
          setState({ running: true, operation });
          operation = await readLater(irsaApi, operation.id);
        }
        setState({ running: false, operation });
        if (mounted.current) onFinished();
      } catch (error) {
        const failure = failureOf(toError(error));
        setState({ running: false, operation, failure });
      }
    },
    [begin, irsaApi, onFinished],
  );
  // What goes on is followed to its end.
  const reset = useCallback(
    () => setState(last => (last.running ? last : { running: false })),
    [],
  );
  return { ...state, start, reset };
}
