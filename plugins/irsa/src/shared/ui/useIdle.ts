import { useEffect, useState } from 'react';

/** The wait time in a browser without idle callbacks, in milliseconds. */
const WAIT = 100;
/** The maximum time to wait for a busy page to become idle, in milliseconds. */
const MOST_WAIT = 1_000;

/**
 * Calls `run` when the page is idle, or after `MOST_WAIT` at the latest. Returns a function that cancels the call.
 *
 * Source: MDN, "Window: requestIdleCallback() method", which Safari does not have.
 */
function whenIdle(run: () => void): () => void {
  if (typeof window.requestIdleCallback !== 'function') {
    const timer = setTimeout(run, WAIT);
    return () => clearTimeout(timer);
  }
  const handle = window.requestIdleCallback(run, { timeout: MOST_WAIT });
  return () => window.cancelIdleCallback(handle);
}

/** Whether the page has become idle after `isWaiting` was first true. */
export function useIdle(isWaiting: boolean): boolean {
  const [isIdle, setIdle] = useState(false);
  const begins = isWaiting && !isIdle;
  useEffect(
    () => (begins ? whenIdle(() => setIdle(true)) : undefined),
    [begins],
  );
  return isIdle;
}
