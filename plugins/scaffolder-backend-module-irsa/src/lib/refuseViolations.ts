import { InputError } from '@backstage/errors';
import type { Violation } from '@backstage-irsa/plugin-irsa-common';

/** Refuses what breaks rules, each with its field and its name. */
export function refuseViolations({
  violations,
}: {
  violations: Violation[];
}): void {
  if (violations.length > 0) {
    const reasons = violations.map(
      ({ field, rule, message }) => `${field}: ${message} [${rule}]`,
    );
    throw new InputError(`Nothing was changed. ${reasons.join(' ')}`);
  }
}
