import type { PlanStep } from '../model/types';
import type { PlannedStep } from './types';

/** The step as the API shows it, without what its execution needs. */
export function toPlanStep(step: PlannedStep): PlanStep {
  const { id, action, target, diff, summary } = step;
  return { id, action, target, diff, summary };
}
