import { AsyncLocalStorage } from 'node:async_hooks';

/** The number of calls that some work made. */
export interface CallCounts {
  aws: number;
  kubernetes: number;
}

/** The counts of the surrounding work. */
const counting = new AsyncLocalStorage<CallCounts>();

/** The counts of this process. */
const total: CallCounts = { aws: 0, kubernetes: 0 };

/** Returns how many calls this process has made. */
export function totalCalls(): Readonly<CallCounts> {
  return total;
}

/** Runs work, and counts its calls as they are made. */
export function countCalls<T>(
  counts: CallCounts,
  work: () => Promise<T>,
): Promise<T> {
  return counting.run(counts, work);
}

/** Checks whether the surrounding work runs within `countCalls`: a scan or a discovery, for which nobody waits. */
export function isScanning(): boolean {
  return counting.getStore() !== undefined;
}

/** Counts a call for this process and for the surrounding work. */
export function noteCall(to: keyof CallCounts): void {
  total[to] += 1;
  const counts = counting.getStore();
  if (counts) counts[to] += 1;
}
