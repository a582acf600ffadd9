import type { Observation } from '../observe/observation';
import type { CheckAnswer } from './types';

/** All is well. */
export function pass(message: string): CheckAnswer {
  return { result: 'pass', message, remediation: null };
}

/** It works, but somebody should look at it. */
export function warn(message: string, remediation: string): CheckAnswer {
  return { result: 'warn', message, remediation };
}

/** The link is broken. */
export function fail(message: string, remediation: string): CheckAnswer {
  return { result: 'fail', message, remediation };
}

/** It cannot be said. */
export function undecided(
  message: string,
  remediation: string | null = null,
): CheckAnswer {
  return { result: 'unknown', message, remediation };
}

/** It could not be read: the reason, and the right to grant when one is missing. */
export function unreadable(
  what: string,
  observation: Extract<Observation<unknown>, { state: 'unknown' }>,
): CheckAnswer {
  return undecided(
    `${what} could not be read. ${observation.reason}`,
    observation.right === undefined
      ? null
      : `Give the backend the right: ${observation.right}`,
  );
}
