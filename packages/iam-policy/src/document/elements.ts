import type { PolicyError, PolicyType } from './types';

/** Whether documents of a type are about the identity that carries them. */
export function isOfIdentity(type: PolicyType): boolean {
  return type === 'identity' || type === 'session';
}

/** An error for each element that is not among those known. */
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
