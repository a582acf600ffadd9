import type { Violation } from '../../model/types';

/** Preflight rules that another owner's object violates. Steps, trust policy, and permissions would disclose what that object can do. */
const OTHERS_RULES: ReadonlySet<string> = new Set([
  'other-owner',
  'not-managed-by-backstage',
  'managed-by-other-tool',
  'adoption-consent',
]);

/** Whether an object with the planned name belongs to somebody else. */
export function concernsOthers(violations: Violation[]): boolean {
  return violations.some(({ rule }) => OTHERS_RULES.has(rule));
}
