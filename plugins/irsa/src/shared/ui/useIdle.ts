import { useEffect, useState } from 'react';

/** For so long a browser without idle callbacks waits. Milliseconds. */
const WAIT = 100;
/** For so long a page is waited for that has something to do all the time. Milliseconds. */
const MOST_WAIT = 1_000;

/**
 * Does something once the page has nothing else to do, or after a second; what it returns takes that back.
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

/** Whether the page has had nothing else to do since something waits for that. */
export function useIdle(isWaiting: boolean): boolean {
  const [isIdle, setIdle] = useState(false);
  const begins = isWaiting && !isIdle;
  useEffect(
    () => (begins ? whenIdle(() => setIdle(true)) : undefined),
    [begins],
  );
  return isIdle;
}
