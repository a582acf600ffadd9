import type {
  IamServiceAccountSpec,
  Operation,
} from '@backstage-irsa/plugin-irsa-common';
import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useRef, useState } from 'react';
import { irsaApiRef } from '../api/IrsaApi';
import { type Failure, failureOf } from '../model/failure';

const POLL_MILLISECONDS = 1000;

/** How far the application of a spec is. */
export interface Application {
  operation?: Operation;
  failure?: Failure;
  running: boolean;
  start: (spec: IamServiceAccountSpec) => Promise<void>;
}

/** Applies a spec, follows the operation step by step, and calls back when it is completed or has failed. */
export function useApply(onFinished: () => void): Application {
  const irsaApi = useApi(irsaApiRef);
  const mounted = useRef(true);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);
  const [state, setState] = useState<Omit<Application, 'start'>>({
    running: false,
  });

  const start = useCallback(
    async (spec: IamServiceAccountSpec) => {
      setState({ running: true });
      let operation: Operation | undefined;
      try {
        operation = await irsaApi.applyServiceAccount(spec);
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
    [irsaApi, onFinished],
  );
  return { ...state, start };
}
