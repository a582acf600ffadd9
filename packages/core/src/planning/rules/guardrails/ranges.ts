import type { Violation } from '../../../model/types';
import type { SecondsRange } from '../../../model/config';
import type { RequestGuardrail } from './types';

function outside(
  field: string,
  what: string,
  seconds: number | undefined,
  range: SecondsRange | undefined,
): Violation[] {
  if (seconds === undefined || !range) return [];
  const { min, max } = range;
  return seconds >= min && seconds <= max
    ? []
    : [
        {
          field,
          rule: 'seconds-range',
          message: `${what} of ${seconds} s is outside the range of ${min} to ${max} s that is allowed here.`,
        },
      ];
}

/** Narrower ranges than those of AWS. What a spec leaves out is put within them. */
export const ranges: RequestGuardrail = ({ guardrails, spec }) => [
  ...outside(
    'tokenExpirationSeconds',
    'A token lifetime',
    spec.tokenExpirationSeconds,
    guardrails.tokenExpirationSeconds,
  ),
  ...outside(
    'maxSessionDurationSeconds',
    'A longest session',
    spec.maxSessionDurationSeconds,
    guardrails.maxSessionDurationSeconds,
  ),
];
