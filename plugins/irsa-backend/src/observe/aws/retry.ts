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

/** The maximum number of attempts for a call that AWS does not answer in time. */
const SILENCES = 2;

function metadataOf(value: unknown): MetadataBearer['$metadata'] {
  return typeof value === 'object' && value !== null && '$metadata' in value
    ? (value as MetadataBearer).$metadata
    : {};
}

/** Whether AWS answered that it is throttling or failing. Calls without any answer are not retried here. */
function isBusy(error: unknown): boolean {
  return isThrottled(error) || (metadataOf(error).httpStatusCode ?? 0) >= 500;
}

/** Retries a call while AWS is throttling or failing, in addition to the SDK's own retries. Counts calls and wait time. */
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

/** Takes each call from the budget of its account. Must run inside the retry middleware, so that each retry counts. */
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
 * Limits calls that are not answered in time to one retry: each attempt takes the full timeout again, and somebody waits. Runs around each attempt.
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
        // The SDK does not retry errors that it does not know.
        throw count < SILENCES ? error : new AwsSilentError(timeoutMs);
      }
    };
}

/**
 * Replaces AWS errors about refused credentials or the clock by ones that name the account. After an answer that refuses its clock, the SDK corrects
 * the clock and retries only that call. Concurrent calls with the same refusal are retried here.
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
