import { AsyncLocalStorage } from 'node:async_hooks';

/** The time that the work of one call, and everything that it called, has spent waiting for retries, in milliseconds. */
const waiting = new AsyncLocalStorage<{ ms: number }>();

/** Runs work, and returns how long it waited for busy services. */
export async function countWaits<T>(
  work: () => Promise<T>,
): Promise<{ result: T; waitedMs: number }> {
  const count = { ms: 0 };
  const result = await waiting.run(count, work);
  return { result, waitedMs: count.ms };
}

/** Adds to the wait time of the surrounding work. */
export function noteWait(ms: number): void {
  const count = waiting.getStore();
  if (count) count.ms += ms;
}

/** Waits before a retry, and counts the wait. */
export async function waitAndNote(ms: number): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, ms));
  noteWait(ms);
}

/** Returns a wait as a suffix, such as ` (waited 12 s)`. Empty if it rounds to 0 s. */
export function waitSuffix(waitedMs: number): string {
  const seconds = Math.round(waitedMs / 1000);
  return seconds > 0 ? ` (waited ${seconds} s)` : '';
}
