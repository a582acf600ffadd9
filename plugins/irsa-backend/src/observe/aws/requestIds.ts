import type {
  FinalizeHandler,
  HandlerExecutionContext,
  MetadataBearer,
} from '@aws-sdk/types';
import { isError } from '@backstage/errors';
import { noteRequest } from '../../authorization/audit/awsRequests';

function note(commandName: string, answer: unknown, error?: string): void {
  const operation = commandName.replace(/Command$/, '');
  const { $metadata } = (answer ?? {}) as Partial<MetadataBearer>;
  const requestId = $metadata?.requestId;
  if (requestId === undefined) return;
  noteRequest({ operation, requestId, ...(error && { error }) });
}

/** Middleware that runs around each attempt and reports the request ID of AWS's answer to the surrounding work. */
export function noteRequests<Input extends object, Output extends object>(
  next: FinalizeHandler<Input, Output>,
  { commandName = '' }: HandlerExecutionContext,
): FinalizeHandler<Input, Output> {
  return async args => {
    try {
      const answer = await next(args);
      note(commandName, answer.output);
      return answer;
    } catch (error) {
      note(commandName, error, isError(error) ? error.name : undefined);
      throw error;
    }
  };
}
