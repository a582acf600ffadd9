import type { PolicyError, PolicyType } from './types';

/** Checks whether documents of a type apply to the identity that they are attached to. */
export function isOfIdentity(type: PolicyType): boolean {
  return type === 'identity' || type === 'session';
}

/** Returns an error for each element that is not in `known`. */
export function unknownElements(
  value: Record<string, unknown>,
  known: string[],
  path: string,
  what: string,
): PolicyError[] {
  return Object.keys(value)
    .filter(key => !known.includes(key))
    .map(key => ({
      path: path ? `${path}.${key}` : key,
      reason: `"${key}" is not an element of ${what}.`,
    }));
}
