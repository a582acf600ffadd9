import type { MigrationBlocker, WaveBlocker, WaveKind } from '../model/types';

/** Returns the blockers of all items by rule, the most frequent first. */
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

/** How often the reads of a plan run: for the applied plan, for the verification, and for the remaining work of a migration. */
const ROUNDS = { clone: 3, migrate: 4 };

/** Estimates the number of AWS calls of an item from the reads and writes of its plan. */
export function callsOf(kind: WaveKind, reads: number, writes: number): number {
  return writes === 0 ? reads : ROUNDS[kind] * reads + writes;
}
