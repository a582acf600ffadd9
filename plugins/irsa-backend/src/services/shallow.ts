import { InputError } from '@backstage/errors';

/** Deepest value of a spec. A policy document of AWS has seven levels. */
const DEEPEST = 32;

/**
 * Refuses what is nested so deep that writing it as JSON, or comparing it, would need more of the stack than there is.
 *
 * @throws InputError - that names the field.
 */
export function requireShallow(spec: object): void {
  for (const [field, value] of Object.entries(spec)) {
    // Level by level: a value that is too deep cannot be walked by recursion.
    let level: unknown[] = [value];
    for (let depth = 0; level.length > 0; depth += 1) {
      if (depth > DEEPEST) {
        throw new InputError(
          `${field}: It is nested more than ${DEEPEST} levels deep.`,
        );
      }
      level = level.flatMap(one =>
        typeof one === 'object' && one !== null ? Object.values(one) : [],
      );
    }
  }
}
