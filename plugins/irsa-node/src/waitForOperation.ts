import { setTimeout as sleep } from 'node:timers/promises';
import { ForwardedError, isError } from '@backstage/errors';
import type { Operation, OperationStep } from '@backstage-irsa/core/model';
import type { IrsaApi } from '@backstage-irsa/plugin-irsa-common';

/** The first and longest pause between two reads, in milliseconds. */
const PAUSE_MS = { first: 100, longest: 2_000 };

/** The maximum time without a response, in milliseconds. By then, an operation of a stopped backend reads as failed. */
const RETRY_MS = 90_000;

/** Whether the backend or its database is unavailable, so that the state of the operation is unknown. */
function isUnavailable(error: unknown): boolean {
  return isError(error) && error.name === 'ResponseError'
    ? Number(error.statusCode) >= 500
    : // `fetch` rejects with a TypeError if there is no connection.
      isError(error) && error.name === 'TypeError';
}

/** Returns a function that reports each step whose status changed since its last call. */
function stepWatcher(onStep: (step: OperationStep) => void) {
  const seen = new Map<string, OperationStep['status']>();
  return (steps: OperationStep[]) => {
    for (const step of steps) {
      if (step.status !== (seen.get(step.id) ?? 'pending')) {
        seen.set(step.id, step.status);
        onStep(step);
      }
    }
  };
}

/** Options for waiting for an operation. @public */
export interface WaitOptions {
  /** Called in order, whenever a step is read with a new status. */
  onStep?: (step: OperationStep) => void;
  /** Ends the wait. The backend still finishes the operation. */
  signal?: AbortSignal;
}

/**
 * Reads an operation until it ends. While the backend or its database is unavailable, retries for 90 seconds.
 *
 * @throws The error of the operation if it failed; an AbortError if the signal aborts.
 * @public
 */
export async function waitForOperation(
  irsa: Pick<IrsaApi, 'getOperation'>,
  started: Operation,
  options: WaitOptions = {},
): Promise<Operation> {
  const watch = stepWatcher(options.onStep ?? (() => {}));
  let operation = started;
  let pause = PAUSE_MS.first;
  let heard = Date.now();
  watch(operation.steps);
  while (operation.status === 'running') {
    await sleep(pause, undefined, { signal: options.signal });
    pause = Math.min(pause * 1.5, PAUSE_MS.longest);
    try {
      operation = await irsa.getOperation(operation.id);
      heard = Date.now();
    } catch (error) {
      if (!isUnavailable(error) || Date.now() - heard > RETRY_MS) throw error;
    }
    watch(operation.steps);
  }
  if (operation.status === 'failed') {
    throw new ForwardedError(
      `Operation ${operation.id} failed`,
      operation.error,
    );
  }
  return operation;
}
