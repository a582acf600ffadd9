import { useEffect, useState } from 'react';

/** For so long a browser without idle callbacks waits. Milliseconds. */
const WAIT = 100;

/**
 * Does something once the page has nothing else to do; what it returns takes that back. Source: MDN, "Window: requestIdleCallback() method", which
 * Safari does not have.
 */
function whenIdle(run: () => void): () => void {
  if (typeof window.requestIdleCallback !== 'function') {
    const timer = setTimeout(run, WAIT);
    return () => clearTimeout(timer);
  }
  const handle = window.requestIdleCallback(run);
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
