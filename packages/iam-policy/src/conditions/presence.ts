import type { CompiledCondition } from './condition';

/** Checks whether a `Null` condition in the same statement requires a value for the key of a condition, in any spelling. */
export function isPresenceRequired(
  { key }: CompiledCondition,
  conditions: CompiledCondition[],
): boolean {
  return conditions.some(
    ({ use, key: other, wanted }) =>
      use.kind === 'null' &&
      other.toLowerCase() === key.toLowerCase() &&
      wanted.every(text => text.toLowerCase() === 'false'),
  );
}
