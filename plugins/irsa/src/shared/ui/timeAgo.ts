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
 * Returns how long ago a time was, in the largest unit that has passed at least once. Returns `now` for less than a minute, and for a time in the
 * future, which comes from a clock that runs ahead.
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
