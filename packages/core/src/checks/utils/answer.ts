import type { FaultId } from '../../model/faults';
import { howToAllow, type Observation } from '../../model/observation';
import type { Observed } from '../../model/observed';
import type { CheckAnswer, Remediation } from '../types';

/** Whether the result means that the link is broken. */
export function isFailure(result: CheckAnswer['result']): boolean {
  return result === 'fail';
}

/** Returns an answer without problems. */
export function pass(message: string): CheckAnswer {
  return { result: 'pass', message };
}

/** Returns an answer for a link that works but needs attention. */
export function warn(
  message: string,
  remediation: Remediation,
  fault?: FaultId,
): CheckAnswer {
  return { result: 'warn', message, remediation, ...(fault && { fault }) };
}

/** Returns an answer for a broken link. */
export function fail(
  message: string,
  remediation: Remediation,
  fault?: FaultId,
): CheckAnswer {
  return { result: 'fail', message, remediation, ...(fault && { fault }) };
}

/** Returns an answer for a question that cannot be decided. */
export function undecided(
  message: string,
  remediation?: Remediation,
): CheckAnswer {
  return { result: 'unknown', message, ...(remediation && { remediation }) };
}

/**
 * Returns an `unknown` answer for something that an earlier check requires. Gives the reason, because a live proof can have replaced the answer of
 * that check.
 */
export function notKnown(
  what: string,
  observation: Observation<unknown>,
): CheckAnswer {
  return observation.state === 'unknown'
    ? unreadable(what, observation)
    : undecided(`${what} is not known.`);
}

/** Returns an `unknown` answer with the reason for a failed read, and a remediation if the backend lacks a permission. */
export function unreadable(
  what: string,
  observation: Extract<Observation<unknown>, { state: 'unknown' }>,
): CheckAnswer {
  const sentence = howToAllow(observation);
  return undecided(
    `${what} could not be read. ${observation.reason}`,
    sentence === undefined ? undefined : { sentence },
  );
}

/** Returns an `unknown` answer if the permissions boundary could not be read, because it can restrict any policy; undefined if it was read. */
export function unreadBoundary({
  permissionsBoundary,
}: Pick<Observed, 'permissionsBoundary'>): CheckAnswer | undefined {
  return permissionsBoundary.state === 'unknown'
    ? unreadable('The permissions boundary', permissionsBoundary)
    : undefined;
}
