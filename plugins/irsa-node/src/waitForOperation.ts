import { setTimeout as sleep } from 'node:timers/promises';
import { ForwardedError, isError } from '@backstage/errors';
import type {
  ApplyResult,
  Operation,
  OperationStep,
} from '@backstage-irsa/core/model';

/** First and longest pause between two reads, in milliseconds. */
const PAUSE_MS = { first: 100, longest: 2_000 };

/** A backend that cannot be asked for this long is not asked any more, in milliseconds. What it stopped in the middle of reads as failed by then. */
const PATIENCE_MS = 90_000;

/** Whether the answer says nothing of the operation: the backend, or its database, is away. */
function isAway(error: unknown): boolean {
  return isError(error) && error.name === 'ResponseError'
    ? Number(error.statusCode) >= 500
    : // What `fetch` says of a connection.
      isError(error) && error.name === 'TypeError';
}

/** Tells the steps whose status is not what it was at the last call. */
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

interface WaitOptions {
  read: (id: string) => Promise<Operation>;
  onStep?: (step: OperationStep) => void;
  signal?: AbortSignal;
}

/**
 * Reads an operation until it ends, telling each step in each new state. A backend that is away for a while is asked again.
 *
 * @throws The operation's own error when it failed; an AbortError when the signal aborts.
 */
export async function waitForOperation(
  started: Operation,
  options: WaitOptions,
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
      operation = await options.read(operation.id);
      heard = Date.now();
    } catch (error) {
      if (!isAway(error) || Date.now() - heard > PATIENCE_MS) throw error;
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

/** What an operation that applied a spec came to. */
export function applyResultOf(operation: Operation): ApplyResult {
  const { id, steps, result } = operation;
  if (!result?.verification) {
    throw new Error(`Operation ${id} completed without a verification`);
  }
  return { steps, serviceAccount: result, verification: result.verification };
}
