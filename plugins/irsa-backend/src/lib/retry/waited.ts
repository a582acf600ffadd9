import { AsyncLocalStorage } from 'node:async_hooks';

/** The time that the work of one call, and all that it called, spent waiting to ask again, in milliseconds. */
const waiting = new AsyncLocalStorage<{ ms: number }>();

/** Runs work, and tells how long it waited for services that were busy. */
export async function countWaits<T>(
  work: () => Promise<T>,
): Promise<{ result: T; waitedMs: number }> {
  const count = { ms: 0 };
  const result = await waiting.run(count, work);
  return { result, waitedMs: count.ms };
}

/** Adds to what the work around it waited. */
export function noteWait(ms: number): void {
  const count = waiting.getStore();
  if (count) count.ms += ms;
}

/** Waits before asking again, and counts it. */
export async function waitAndNote(ms: number): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, ms));
  noteWait(ms);
}

/** A wait worth telling, such as ` (waited 12 s)`. */
export function waitSuffix(waitedMs: number): string {
  const seconds = Math.round(waitedMs / 1000);
  return seconds > 0 ? ` (waited ${seconds} s)` : '';
}
