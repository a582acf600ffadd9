import type { PlannedStep } from '@backstage-irsa/core/planning';
import { SETTLING_MS } from '@backstage-irsa/core/status';

/** Until when what steps write now may be missing or denied only because IAM spreads it; undefined when they write nothing to AWS. */
export function settlingUntil(steps: PlannedStep[]): Date | undefined {
  return steps.some(
    ({ effect, target }) =>
      effect !== null &&
      !['namespace', 'service-account'].includes(target.kind),
  )
    ? new Date(Date.now() + SETTLING_MS)
    : undefined;
}
