/** Those who wait for their turn. */
const waiting: (() => void)[] = [];

function next(): void {
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(next);
}

/**
 * Gives others their turn. Of those who wait, each turn of the event loop lets one go on, in their order: what several scans do before they yield
 * again would else hold the loop for the sum of it.
 */
export function yieldTurn(): Promise<void> {
  return new Promise(resolve => {
    waiting.push(resolve);
    if (waiting.length === 1) setImmediate(next);
  });
}
