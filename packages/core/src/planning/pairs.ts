import type { FieldDiff } from '../model/types';
import type { Pairs } from './types';

/** The wanted pairs that are missing or differ. What else is there is left alone. */
export function diffPairs(
  field: string,
  present: Pairs,
  wanted: Pairs,
): FieldDiff[] {
  return Object.entries(wanted)
    .filter(([key, value]) => present[key] !== value)
    .map(([key, value]) => ({
      field: `${field}.${key}`,
      before: present[key] ?? null,
      after: value,
    }));
}

/** Every pair as new. */
export function newPairs(field: string, wanted: Pairs): FieldDiff[] {
  return diffPairs(field, {}, wanted);
}
