import type { TrendPoint } from '@backstage-irsa/core/model';

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

/** How a number has changed over the days of which something is known; `none` when that is less than two. */
export interface TrendWords {
  change: 'up' | 'down' | 'same' | 'none';
  from: number;
  to: number;
  days: number;
}

/** Puts a trend into words; the newest point is the last. */
export function trendWords(points: readonly TrendPoint[]): TrendWords {
  const first = points[0];
  const last = points[points.length - 1];
  if (!first || first === last) {
    return { change: 'none', from: 0, to: 0, days: 0 };
  }
  const between = Date.parse(last.at) - Date.parse(first.at);
  const difference = Math.sign(last.value - first.value);
  const moved = difference > 0 ? 'up' : 'down';
  return {
    change: difference === 0 ? 'same' : moved,
    from: first.value,
    to: last.value,
    days: Math.max(1, Math.round(between / DAY_MILLISECONDS)),
  };
}
