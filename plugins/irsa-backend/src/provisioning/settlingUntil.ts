import type { PlannedStep } from '@backstage-irsa/core/planning';
import { SETTLING_MS } from '@backstage-irsa/core/status';

/**
 * Returns the time until which objects written now can be missing or denied only because IAM is eventually consistent; undefined if the steps write
 * nothing to AWS.
 */
export function settlingUntil(steps: PlannedStep[]): Date | undefined {
  return steps.some(
    ({ effect, target }) =>
      effect !== null &&
      !['namespace', 'service-account'].includes(target.kind),
  )
    ? new Date(Date.now() + SETTLING_MS)
    : undefined;
}
