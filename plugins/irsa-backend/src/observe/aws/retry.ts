import type {
  FinalizeHandler,
  HandlerExecutionContext,
  InitializeHandler,
  MetadataBearer,
} from '@aws-sdk/types';
import { isError } from '@backstage/errors';
import { noteCall } from '../../lib/metrics/calls';
import { jittered } from '../../lib/retry/jitter';
import { noteWait, waitAndNote } from '../../lib/retry/waited';
import type { AwsBudget } from './AwsBudget';
import { AWS_BUSY_MS } from './busy';
import {
  AwsSilentError,
  isClockRefused,
  isThrottled,
  RefusedCredentialsError,
} from './errors';

/** So often a call is made in all that AWS does not answer in time. */
const SILENCES = 2;

function metadataOf(value: unknown): MetadataBearer['$metadata'] {
  return typeof value === 'object' && value !== null && '$metadata' in value
    ? (value as MetadataBearer).$metadata
    : {};
}

/** AWS answered, and said that it is busy or failed. Where it gives no answer at all it is not asked for long. */
function isBusy(error: unknown): boolean {
  return isThrottled(error) || (metadataOf(error).httpStatusCode ?? 0) >= 500;
}

/** Makes a call again while AWS is busy, beyond what the client does by itself, and counts calls and waiting. */
export function patient<Input extends object, Output extends object>(
  next: InitializeHandler<Input, Output>,
): InitializeHandler<Input, Output> {
  return async args => {
    noteCall('aws');
    for (let round = 0; ; round += 1) {
      try {
        const answer = await next(args);
        noteWait(metadataOf(answer.output).totalRetryDelay ?? 0);
        return answer;
      } catch (error) {
        noteWait(metadataOf(error).totalRetryDelay ?? 0);
        if (!isBusy(error) || round >= AWS_BUSY_MS.length) throw error;
        await waitAndNote(jittered(AWS_BUSY_MS[round]));
      }
    }
  };
}

/** Takes each call from the budget of its account. It stands inside of what makes calls again. */
export function budgeted<Input extends object, Output extends object>(
  accountId: string,
  budget: Pick<AwsBudget, 'take'>,
) {
  return (
      next: InitializeHandler<Input, Output>,
    ): InitializeHandler<Input, Output> =>
    async args => {
      await budget.take(accountId);
      return next(args);
    };
}

/** Counts calls. */
export function counted<Input extends object, Output extends object>(
  next: InitializeHandler<Input, Output>,
): InitializeHandler<Input, Output> {
  return args => {
    noteCall('aws');
    return next(args);
  };
}

/**
 * Lets the client make a call that is not answered in time only once more: each attempt takes the whole time again, and somebody waits. It stands
 * around each attempt.
 */
export function impatient<Input extends object, Output extends object>(
  timeoutMs: number,
) {
  const silences = new WeakMap<HandlerExecutionContext, number>();
  return (
      next: FinalizeHandler<Input, Output>,
      context: HandlerExecutionContext,
    ): FinalizeHandler<Input, Output> =>
    async args => {
      try {
        return await next(args);
      } catch (error) {
        if (!isError(error) || error.name !== 'TimeoutError') throw error;
        const count = (silences.get(context) ?? 0) + 1;
        silences.set(context, count);
        // The client does not make a call again for an error that it does not know.
        throw count < SILENCES ? error : new AwsSilentError(timeoutMs);
      }
    };
}

/**
 * Says whose credentials AWS refused, or that the clock is wrong. The client sets its clock by the first answer that refuses it, and makes only that call
 * again: those that were on their way at the same time are made again here.
 */
export function named<Input extends object, Output extends object>(
  accountId: string,
) {
  return (
      next: InitializeHandler<Input, Output>,
    ): InitializeHandler<Input, Output> =>
    async args => {
      try {
        return await next(args).catch(error => {
          if (!isClockRefused(error)) throw error;
          return next(args);
        });
      } catch (error) {
        throw RefusedCredentialsError.of(error, accountId) ?? error;
      }
    };
}
