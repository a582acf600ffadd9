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

/** Requires durations within configured ranges, which are narrower than those of AWS. Values that a spec omits are adapted to the ranges. */
export const ranges: RequestGuardrail = ({ guardrails, spec }) => [
  ...outside(
    'tokenExpirationSeconds',
    'A token lifetime',
    spec.tokenExpirationSeconds,
    guardrails.tokenExpirationSeconds,
  ),
  ...outside(
    'maxSessionDurationSeconds',
    'A maximum session duration',
    spec.maxSessionDurationSeconds,
    guardrails.maxSessionDurationSeconds,
  ),
];
