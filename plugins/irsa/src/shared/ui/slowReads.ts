import { useSyncExternalStore } from 'react';

/** From then on a read is called slow. */
const SLOW_AFTER_MILLISECONDS = 4_000;

const slow = new Set<symbol>();
const listeners = new Set<() => void>();
const tell = () => listeners.forEach(listener => listener());

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Watches a read that begins now. Call the result when the read ends, or nobody waits for it any more. */
export function watchRead(): () => void {
  const read = Symbol('read');
  const timer = setTimeout(() => {
    slow.add(read);
    tell();
  }, SLOW_AFTER_MILLISECONDS);
  return () => {
    clearTimeout(timer);
    if (slow.delete(read)) tell();
  };
}

/** Whether a read of the page has been pending for long. */
export function useIsSlow(): boolean {
  return useSyncExternalStore(subscribe, () => slow.size > 0);
}
