import type { PlanStep } from '@backstage-irsa/core/model';

/** The steps of a plan that change something: the others say what is already as it should be. */
export function changingSteps<Step extends Pick<PlanStep, 'action'>>(
  steps: readonly Step[],
): Step[] {
  return steps.filter(({ action }) => action !== 'none');
}
