import type { Violation } from '../model/types';
import type { GovernanceAnswer, GovernanceCheck } from './types';

function answerOf(rule: string, broken: Violation[]): GovernanceAnswer {
  return {
    key: rule,
    severity: 'low',
    impact: 'None yet. Changes are refused once the guardrail is enforced.',
    message: broken.map(({ message }) => message).join(' '),
    facts: [
      { label: 'Rule', value: rule },
      { label: 'Field', value: broken.map(({ field }) => field).join(', ') },
    ],
    extent: broken.map(({ field, message }) => `${field}: ${message}`),
    remediation:
      'Change the spec and apply it before the guardrail is enforced: requests that violate it are then refused.',
  };
}

/**
 * Checks whether the last applied spec violates a report-only guardrail; returns one finding per rule. Managed policies are evaluated as last read.
 */
export const check: GovernanceCheck<'service-account'> = {
  meta: {
    id: 'report-only-guardrail',
    subject: 'service-account',
    title: 'Report-only guardrail violation',
    question: 'Would a report-only guardrail refuse the last applied spec?',
    requiredPermissions: [],
    docs: 'docs/reference/findings/report-only-guardrail.md',
  },
  run({ reportOnly = [] }) {
    const rules = new Set(reportOnly.map(({ rule }) => rule));
    return [...rules].map(rule =>
      answerOf(
        rule,
        reportOnly.filter(one => one.rule === rule),
      ),
    );
  },
};
