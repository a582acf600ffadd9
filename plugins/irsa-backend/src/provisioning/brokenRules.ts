import type { Plan, Violation } from '@backstage-irsa/core/model';
import type { JsonObject } from '@backstage/types';

/** Which rules, as `field rule`. */
export function rulesOf(broken: Violation[]): string[] {
  return broken.map(({ field, rule }) => `${field} ${rule}`);
}

/** The rules that a plan breaks, for an audit event: a plan or a rendering that says so is an answer, and still what somebody tried. */
export function brokenRules({
  violations,
  warnings,
}: Pick<Plan, 'violations' | 'warnings'>): JsonObject {
  return {
    violations: rulesOf(violations),
    ...(warnings && { reportOnly: rulesOf(warnings) }),
  };
}
