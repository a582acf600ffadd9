import { setTimeout as sleep } from 'node:timers/promises';
import { ForwardedError, isError } from '@backstage/errors';
import type { Operation, OperationStep } from '@backstage-irsa/core/model';
import type { IrsaApi } from '@backstage-irsa/plugin-irsa-common';

/** First and longest pause between two reads, in milliseconds. */
const PAUSE_MS = { first: 100, longest: 2_000 };

/** The longest time without an answer, in milliseconds. An operation that a backend stopped in the middle reads as failed by then. */
const RETRY_MS = 90_000;

/** Whether the backend or its database is unavailable, so that nothing is known of the operation. */
function isUnavailable(error: unknown): boolean {
  return isError(error) && error.name === 'ResponseError'
    ? Number(error.statusCode) >= 500
    : // `fetch` rejects so without a connection.
      isError(error) && error.name === 'TypeError';
}

/** Calls back for each step whose status changed since the last call. */
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

/** How to wait for an operation. @public */
export interface WaitOptions {
  /** Called in order, each time a step is read in a new state. */
  onStep?: (step: OperationStep) => void;
  /** Ends the wait; the backend finishes the operation. */
  signal?: AbortSignal;
}

/**
 * Reads an operation until it ends. While the backend or its database is unavailable, reads are retried for 90 seconds.
 *
 * @throws The error of the operation when it failed; an AbortError when the signal aborts.
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
