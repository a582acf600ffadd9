import { InputError } from '@backstage/errors';
import type { Violation } from '@backstage-irsa/plugin-irsa-common';

/** Refuses what breaks rules, each named with its field. */
export function refuseViolations({
  violations,
}: {
  violations: Violation[];
}): void {
  if (violations.length > 0) {
    const reasons = violations.map(
      ({ field, message }) => `${field}: ${message}`,
    );
    throw new InputError(`Nothing was changed. ${reasons.join(' ')}`);
  }
}
