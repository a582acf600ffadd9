export const MB = 1024 * 1024;

/** Returns the percentile of the values at `share`, from 0 to 1. Undefined if there are no values. */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

export const medianOf = values => percentile(values, 0.5);

/** Returns the items in a quarter of the run. Quarters count from 1. */
export function ofQuarter(items, quarter, { from, to }) {
  const length = (to - from) / 4;
  const begin = from + (quarter - 1) * length;
  return items.filter(({ at }) => at >= begin && at < begin + length);
}

/** Groups items by the key that a function returns. */
export function groupBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(item);
  }
  return groups;
}
