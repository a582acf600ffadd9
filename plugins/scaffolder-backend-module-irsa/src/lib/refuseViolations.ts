import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  fieldWords,
  formatViolations,
  type Violation,
} from '@backstage-irsa/core/model';
import { refusal } from './refusal';

const told = (broken: Violation[]) =>
  formatViolations(
    broken.map(one => ({ ...one, field: fieldWords(one.field) })),
  );

/** Refuses violations. The error names the field and rule of each. Violations of report-only guardrails are only logged. */
export function refuseViolations(
  {
    violations,
    warnings = [],
  }: { violations: Violation[]; warnings?: Violation[] },
  logger: Pick<LoggerService, 'warn'>,
): void {
  if (warnings.length > 0) logger.warn(told(warnings));
  if (violations.length === 0) return;
  throw refusal('InputError', `Nothing was changed. ${told(violations)}`);
}
