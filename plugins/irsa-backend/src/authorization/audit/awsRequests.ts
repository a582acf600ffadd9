import { AsyncLocalStorage } from 'node:async_hooks';
import type { AwsRequest } from '@backstage-irsa/core/model';

/** The list that collects the requests of the surrounding work. */
const collecting = new AsyncLocalStorage<AwsRequest[]>();

/** Read operations change nothing, so the audit ignores them. */
const READS = /^(Get|List|Describe|Simulate)/;

/** Runs work, and adds each of its write requests to AWS to `requests`, including repeated and refused ones. */
export function collectRequests<T>(
  requests: AwsRequest[],
  work: () => Promise<T>,
): Promise<T> {
  return collecting.run(requests, work);
}

/** Reports a request that AWS answered to the surrounding work. */
export function noteRequest(request: AwsRequest): void {
  if (!READS.test(request.operation)) collecting.getStore()?.push(request);
}
