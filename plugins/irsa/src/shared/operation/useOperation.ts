import type { Operation } from '@backstage-irsa/core/model';
import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { IrsaApi } from '@backstage-irsa/plugin-irsa-common';
import { irsaApiRef } from '../../api/irsaApiRef';
import { type Failure, failureOf } from '../ui/failure';
import { pause, retryRead } from '../ui/retryRead';

const POLL_MILLISECONDS = 1000;

/** The progress of a backend operation. */
export interface OperationRun {
  /** The operation as last read. */
  operation?: Operation;
  /** Why the operation did not start. If `operation` is set: why its progress can no longer be read, although the operation might still run. */
  failure?: Failure;
  running: boolean;
}

/** Waits, then reads the progress of an operation. A failed read does not mean that the operation failed. */
async function readLater(irsaApi: IrsaApi, id: string): Promise<Operation> {
  await pause(POLL_MILLISECONDS);
  return retryRead(() => irsaApi.getOperation(id), POLL_MILLISECONDS);
}

/**
 * Starts an operation when `start` is called, follows its steps, and calls `onFinished` when it has succeeded or failed, or when it needs an approval
 * that the start has requested.
 */
export function useOperation<Args extends unknown[]>(
  begin: (...args: Args) => Promise<Operation>,
  onFinished: () => void,
): OperationRun & {
  start: (...args: Args) => Promise<void>;
  /** Clears an operation that has ended. */
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
        if (mounted.current && failure.kind === 'approval') onFinished();
      }
    },
    [begin, irsaApi, onFinished],
  );
  // A running operation is not cleared, but followed to its end.
  const reset = useCallback(
    () => setState(last => (last.running ? last : { running: false })),
    [],
  );
  return { ...state, start, reset };
}
