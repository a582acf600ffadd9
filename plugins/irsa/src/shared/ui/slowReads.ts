import { useSyncExternalStore } from 'react';

/** The time after which a read counts as slow, in milliseconds. */
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

/** Starts to watch a read. Call the returned function when the read ends or its result is no longer needed. */
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

/** Whether any read of the page is slow. */
export function useIsSlow(): boolean {
  return useSyncExternalStore(subscribe, () => slow.size > 0);
}
