import type { Risk } from '../model/types';

const ID = 'not-evaluated';

/** The reason why policies are not evaluated that take too much work. */
export const TOO_COMPLEX =
  'The policies are too complex to evaluate. Use fewer statements, resources, and conditions.';

/** Returns the risk of policies whose risks could not be found. */
export function notEvaluated(reason: string): Risk {
  return {
    id: ID,
    severity: 'medium',
    message: `The risks of its policies are unknown. ${reason}`,
  };
}

/** Checks whether a risk says that others are unknown. */
export function isNotEvaluated({ id }: Pick<Risk, 'id'>): boolean {
  return id === ID;
}
