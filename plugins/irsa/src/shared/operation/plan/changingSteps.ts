import type { PlanStep } from '@backstage-irsa/core/model';

/** Returns the steps of a plan that change something. The other steps describe what already matches the spec. */
export function changingSteps<Step extends Pick<PlanStep, 'action'>>(
  steps: readonly Step[],
): Step[] {
  return steps.filter(({ action }) => action !== 'none');
}
