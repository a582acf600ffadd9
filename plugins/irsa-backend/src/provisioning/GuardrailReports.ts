import type { AuditorService } from '@backstage/backend-plugin-api';
import {
  formatServiceAccountRef,
  type Violation,
} from '@backstage-irsa/core/model';
import type { Meters } from '../lib/metrics/Meters';
import { rulesOf } from './brokenRules';
import type { PlanRequest } from './PlanContext';

interface GuardrailReportsOptions {
  auditor: AuditorService;
  meters: Meters;
}

/**
 * Counts and audits the requests that a report-only guardrail would have refused. Plans alone do not count, because forms create one for each change
 * of a field.
 */
export class GuardrailReports {
  readonly #o: GuardrailReportsOptions;

  constructor(options: GuardrailReportsOptions) {
    this.#o = options;
  }

  async note(
    { spec, ownership: { entityRef } }: PlanRequest,
    warnings: Violation[] = [],
  ): Promise<void> {
    if (warnings.length === 0) return;
    const { auditor, meters } = this.#o;
    for (const rule of new Set(warnings.map(one => one.rule))) {
      meters.guardrailReported(rule);
    }
    const event = await auditor.createEvent({
      eventId: 'guardrail-report',
      severityLevel: 'medium',
      meta: {
        serviceAccount: formatServiceAccountRef(spec),
        entityRef,
        reportOnly: rulesOf(warnings),
      },
    });
    await event.success();
  }
}
