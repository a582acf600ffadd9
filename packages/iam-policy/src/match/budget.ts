/**
 * The work that evaluations may still do, in compared symbols. Pass one object to several calls to limit them together. It is negative after a call
 * that needed more.
 *
 * @public
 */
export interface WorkBudget {
  left: number;
}

/** Thrown if an evaluation needs more work than its budget allows. Never leaves the package. */
export class OverBudgetError extends Error {}

/** Takes work from a budget. @throws OverBudgetError - if too little is left, now and in every later call. */
export function spend(budget: WorkBudget, work: number): void {
  budget.left -= work;
  if (budget.left < 0) throw new OverBudgetError('The work limit is reached.');
}

/** Returns the result of work, or `undefined` if it needs more than its budget allows. */
export function withinBudget<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof OverBudgetError) return undefined;
    throw error;
  }
}
