import type { Violation } from '../types';

/** Returns a violation of a rule by a field. */
export function violation(
  field: string,
  rule: string,
  message: string,
): Violation {
  return { field, rule, message };
}
