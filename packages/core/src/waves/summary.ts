import type { MigrationBlocker, WaveBlocker } from '../model/types';

/** The blockers of all items by rule, the most frequent first. */
export function blockersOf(
  items: readonly { blockers: readonly MigrationBlocker[] }[],
): WaveBlocker[] {
  const byRule = new Map<string, WaveBlocker>();
  for (const { blockers } of items) {
    const rules = new Map(blockers.map(one => [one.rule, one]));
    for (const { rule, message } of rules.values()) {
      const known = byRule.get(rule) ?? { rule, message, count: 0 };
      byRule.set(rule, { ...known, count: known.count + 1 });
    }
  }
  return [...byRule.values()].sort(
    (a, b) => b.count - a.count || (a.rule < b.rule ? -1 : 1),
  );
}

/** About how many calls an item takes: it is read once more before it is changed, and once to be verified. */
export function callsOf(reads: number, writes: number): number {
  return writes === 0 ? reads : 2 * reads + writes;
}
