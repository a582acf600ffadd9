import type { Plan, Violation } from '@backstage-irsa/core/model';
import type { JsonObject } from '@backstage/types';

/** Returns the violated rules as `field rule`. */
export function rulesOf(broken: Violation[]): string[] {
  return broken.map(({ field, rule }) => `${field} ${rule}`);
}

/** Returns the rules that a plan violates, for an audit event: the plan succeeds, but auditors can see what was attempted. */
export function brokenRules({
  violations,
  warnings,
}: Pick<Plan, 'violations' | 'warnings'>): JsonObject {
  return {
    violations: rulesOf(violations),
    ...(warnings && { reportOnly: rulesOf(warnings) }),
  };
}
