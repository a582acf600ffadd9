import { violationsError } from '../lib/errors';
import type { PlanContext, PreparedPlan } from './PlanContext';

/**
 * Returns the context of a plan without violations.
 *
 * @param refuse - refuses a plan by throwing, whether it violates a rule or not
 * @throws InputError - that names the rules
 */
export async function requireContext(
  prepared: PreparedPlan,
  refuse?: (prepared: PreparedPlan) => Promise<void>,
): Promise<PlanContext> {
  await refuse?.(prepared);
  const { violations, context } = prepared;
  if (violations.length > 0 || !context) throw violationsError(violations);
  return context;
}
