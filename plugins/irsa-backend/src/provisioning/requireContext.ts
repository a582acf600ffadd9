import { violationsError } from '../lib/errors';
import type { ApplyOptions } from './Applier';
import type { PlanContext, PreparedPlan } from './PlanContext';

/** @throws InputError */
export async function requireContext(
  prepared: PreparedPlan,
  { refuse }: Pick<ApplyOptions, 'refuse'>,
): Promise<PlanContext> {
  await refuse?.(prepared);
  const { violations, context } = prepared;
  if (violations.length > 0 || !context) throw violationsError(violations);
  return context;
}
