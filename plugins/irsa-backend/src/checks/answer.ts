import type { Observation } from '../observe/observation';
import type { CheckAnswer, Remedy } from './types';

/** All is well. */
export function pass(message: string): CheckAnswer {
  return { result: 'pass', message };
}

/** It works, but somebody should look at it. */
export function warn(
  message: string,
  remedy: Remedy,
  fault?: number,
): CheckAnswer {
  return { result: 'warn', message, remedy, ...(fault && { fault }) };
}

/** The link is broken. */
export function fail(
  message: string,
  remedy: Remedy,
  fault?: number,
): CheckAnswer {
  return { result: 'fail', message, remedy, ...(fault && { fault }) };
}

/** It cannot be said. */
export function undecided(message: string, remedy?: Remedy): CheckAnswer {
  return { result: 'unknown', message, ...(remedy && { remedy }) };
}

/** It could not be read: the reason, and the right to grant when one is missing. */
export function unreadable(
  what: string,
  observation: Extract<Observation<unknown>, { state: 'unknown' }>,
): CheckAnswer {
  return undecided(
    `${what} could not be read. ${observation.reason}`,
    observation.right === undefined
      ? undefined
      : { sentence: `Give the backend the right: ${observation.right}` },
  );
}
