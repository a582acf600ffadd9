/** How long ago a time was, in whole units. */
export interface TimeAgo {
  unit: 'now' | 'minutes' | 'hours' | 'days';
  count: number;
}

const UNITS = [
  ['days', 86_400_000],
  ['hours', 3_600_000],
  ['minutes', 60_000],
] as const;

/**
 * How long ago a time was, in the largest unit of which one has passed. Below a minute, and for a clock that runs
 * ahead, it is `now`.
 *
 * @param at - the time in milliseconds since the epoch
 * @param now - the present time in milliseconds since the epoch
 */
export function timeAgo(at: number, now: number): TimeAgo {
  const elapsed = now - at;
  for (const [unit, size] of UNITS) {
    if (elapsed >= size) return { unit, count: Math.floor(elapsed / size) };
  }
  return { unit: 'now', count: 0 };
}
