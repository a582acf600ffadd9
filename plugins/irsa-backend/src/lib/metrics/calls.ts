import { AsyncLocalStorage } from 'node:async_hooks';

/** How many calls some work made. */
export interface CallCounts {
  aws: number;
  kubernetes: number;
}

/** Of the work around. */
const counting = new AsyncLocalStorage<CallCounts>();

/** Of this process. */
const total: CallCounts = { aws: 0, kubernetes: 0 };

/** How many calls this process has made. */
export function totalCalls(): Readonly<CallCounts> {
  return total;
}

/** Runs work that makes calls, which are counted as they are made. */
export function countCalls<T>(
  counts: CallCounts,
  work: () => Promise<T>,
): Promise<T> {
  return counting.run(counts, work);
}

/** Whether the work around is such: a scan or a discovery, for which nobody waits. */
export function isScanning(): boolean {
  return counting.getStore() !== undefined;
}

/** Counts a call for the work around it. */
export function noteCall(to: keyof CallCounts): void {
  total[to] += 1;
  const counts = counting.getStore();
  if (counts) counts[to] += 1;
}
