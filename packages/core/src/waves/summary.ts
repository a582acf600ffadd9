import type { MigrationBlocker, WaveBlocker, WaveKind } from '../model/types';

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

/** How often what a plan reads is read, from the plan on that is applied: for that, for the verification, and for what a migration leaves behind. */
const ROUNDS = { clone: 3, migrate: 4 };

/** About how many calls an item takes whose plan took some reads. */
export function callsOf(kind: WaveKind, reads: number, writes: number): number {
  return writes === 0 ? reads : ROUNDS[kind] * reads + writes;
}
