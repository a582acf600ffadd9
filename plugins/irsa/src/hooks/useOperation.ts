import type { Operation } from '@backstage-irsa/plugin-irsa-common';
import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useRef, useState } from 'react';
import { irsaApiRef } from '../api/IrsaApi';
import { type Failure, failureOf } from '../model/failure';

const POLL_MILLISECONDS = 1000;

/** How far an operation of the backend is. */
export interface OperationRun {
  operation?: Operation;
  failure?: Failure;
  running: boolean;
}

/** Begins an operation when told to, follows it step by step, and calls back when it is completed or has failed. */
export function useOperation<Args extends unknown[]>(
  begin: (...args: Args) => Promise<Operation>,
  onFinished: () => void,
): OperationRun & { start: (...args: Args) => Promise<void> } {
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
          await new Promise(resolve => {
            setTimeout(resolve, POLL_MILLISECONDS);
          });
          operation = await irsaApi.getOperation(operation.id);
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
  return { ...state, start };
}
