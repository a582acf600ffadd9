import {
  fieldWords,
  formatViolations,
  type Violation,
} from '@backstage-irsa/core/model';
import { refusal } from './refusal';

/** Refuses what breaks rules, each with its field and its name. */
export function refuseViolations({
  violations,
}: {
  violations: Violation[];
}): void {
  if (violations.length === 0) return;
  const reasons = formatViolations(
    violations.map(one => ({ ...one, field: fieldWords(one.field) })),
  );
  throw refusal('InputError', `Nothing was changed. ${reasons}`);
}
