import type { InitializeHandler, MetadataBearer } from '@aws-sdk/types';
import { noteCall } from '../patience/calls';
import { noteWait, waitAndNote } from '../patience/waited';
import { isThrottled } from './errors';

/** Waits before a call that the client gave up is made anew, in milliseconds. IAM takes few calls a second from a whole account. */
const WAITS_MS = [1000, 2000, 4000];

function metadataOf(value: unknown): MetadataBearer['$metadata'] {
  return typeof value === 'object' && value !== null && '$metadata' in value
    ? (value as MetadataBearer).$metadata
    : {};
}

/** AWS answered, and said that it is busy or failed. Where it gives no answer at all it is not asked for long. */
function isBusy(error: unknown): boolean {
  return isThrottled(error) || (metadataOf(error).httpStatusCode ?? 0) >= 500;
}

/** Makes a call anew while AWS is busy, beyond what the client does by itself, and counts calls and waiting. */
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
        if (!isBusy(error) || round >= WAITS_MS.length) throw error;
        await waitAndNote(WAITS_MS[round]);
      }
    }
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
