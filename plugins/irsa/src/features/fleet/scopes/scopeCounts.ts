import type { Scope } from '@backstage-irsa/core/model';

/** The counts of a scan that are shown, in this order. */
const COUNTED = [
  'serviceAccounts',
  'workloads',
  'pods',
  'roles',
  'providers',
  'findings',
] as const;

/** Returns the counts of the last scan that are shown. */
export function scopeCounts({
  counts = {},
}: Scope): { name: (typeof COUNTED)[number]; count: number }[] {
  return COUNTED.flatMap(name =>
    counts[name] === undefined ? [] : [{ name, count: counts[name] }],
  );
}
