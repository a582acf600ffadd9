import type { Violation } from '../types';

/** A broken rule of a field. */
export function violation(
  field: string,
  rule: string,
  message: string,
): Violation {
  return { field, rule, message };
}
