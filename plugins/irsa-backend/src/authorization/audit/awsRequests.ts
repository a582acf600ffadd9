import { AsyncLocalStorage } from 'node:async_hooks';
import type { AwsRequest } from '@backstage-irsa/core/model';

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

/** Tells the work around of a request that AWS answered. */
export function noteRequest(request: AwsRequest): void {
  if (!READS.test(request.operation)) collecting.getStore()?.push(request);
}
