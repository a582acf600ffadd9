import type { Scope } from '@backstage-irsa/core/model';

/** What a scan counts that people ask about, in the order in which it is shown. */
const COUNTED = [
  'serviceAccounts',
  'workloads',
  'pods',
  'roles',
  'providers',
  'findings',
] as const;

/** The counts of the last scan that there are words for. */
export function scopeCounts({
  counts = {},
}: Scope): { name: (typeof COUNTED)[number]; count: number }[] {
  return COUNTED.flatMap(name =>
    counts[name] === undefined ? [] : [{ name, count: counts[name] }],
  );
}
