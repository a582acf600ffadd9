/** The callers that wait for their turn. */
const waiting: (() => void)[] = [];

function next(): void {
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(next);
}

/**
 * Lets other work run. Each turn of the event loop lets one waiting caller continue, in order. Otherwise the event loop would be blocked for the sum
 * of what several scans do before they yield again.
 */
export function yieldTurn(): Promise<void> {
  return new Promise(resolve => {
    waiting.push(resolve);
    if (waiting.length === 1) setImmediate(next);
  });
}
