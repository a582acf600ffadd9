import type { Overview, TrendPoint } from '@backstage-irsa/core/model';

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

/** The change of a number over the recorded days; `none` for fewer than 2 points. */
export interface TrendWords {
  change: 'up' | 'down' | 'same' | 'none';
  from: number;
  to: number;
  days: number;
}

/** Describes a trend. The last point must be the newest. */
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

/** The numbers that have a trend. */
export const TRENDS = [
  'broken',
  'usesNodeRole',
  'highFindings',
  'unusedRoles',
] as const;

/** Returns the points of the last `days` days of each trend. Each trend has one point per day. */
export function lastDays(
  trends: Overview['trends'],
  days: number,
): Overview['trends'] {
  const [broken, usesNodeRole, highFindings, unusedRoles] = TRENDS.map(trend =>
    trends[trend].slice(-days),
  );
  return { broken, usesNodeRole, highFindings, unusedRoles };
}

/** Returns the time of the first point if the trends have fewer than `days` points, otherwise undefined. */
export function recordedSince(
  trends: Overview['trends'],
  days: number,
): Date | undefined {
  const [longest] = TRENDS.map(trend => trends[trend]).sort(
    (one, other) => other.length - one.length,
  );
  return longest.length > 0 && longest.length < days
    ? new Date(longest[0].at)
    : undefined;
}

/** The values of one day. The ID is a time on that day. */
export interface TrendRow {
  id: string;
  values: Partial<Record<(typeof TRENDS)[number], number>>;
}

/** Returns the trends as rows, the newest day first. */
export function trendRows(trends: Overview['trends']): TrendRow[] {
  const rows = new Map<string, TrendRow>();
  for (const trend of TRENDS) {
    for (const { at, value } of trends[trend]) {
      const row = rows.get(at.slice(0, 10)) ?? { id: at, values: {} };
      row.values[trend] = value;
      rows.set(at.slice(0, 10), row);
    }
  }
  return [...rows.values()].sort((one, other) => (one.id < other.id ? 1 : -1));
}
