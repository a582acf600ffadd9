import type { Plan } from '@backstage-irsa/core/model';
import type { JsonObject } from '@backstage/types';

/** The rules that a plan breaks, for an audit event: a plan or a rendering that says so is an answer, and still what somebody tried. */
export function brokenRules({
  violations,
}: Pick<Plan, 'violations'>): JsonObject {
  return {
    violations: violations.map(({ field, rule }) => `${field} ${rule}`),
  };
}
