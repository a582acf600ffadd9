import { AsyncLocalStorage } from 'node:async_hooks';
import type { AwsRequest } from '@backstage-irsa/core/model';
import type {
  FinalizeHandler,
  HandlerExecutionContext,
  MetadataBearer,
} from '@aws-sdk/types';
import { isError } from '@backstage/errors';

/** Where the requests of the work around are listed. */
const collecting = new AsyncLocalStorage<AwsRequest[]>();

/** Reads change nothing, so that no audit asks for them. */
const READS = /^(Get|List|Describe|Simulate)/;

/** Runs work, and adds each writing request to AWS that it makes to `requests`, repeated and refused ones included. */
export function collectRequests<T>(
  requests: AwsRequest[],
  work: () => Promise<T>,
): Promise<T> {
  return collecting.run(requests, work);
}

function note(commandName: string, answer: unknown, error?: string): void {
  const operation = commandName.replace(/Command$/, '');
  const { $metadata } = (answer ?? {}) as Partial<MetadataBearer>;
  const requestId = $metadata?.requestId;
  if (requestId === undefined || READS.test(operation)) return;
  collecting
    .getStore()
    ?.push({ operation, requestId, ...(error && { error }) });
}

/** Middleware around each attempt: tells the work around it the request ID that AWS answered with. */
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
