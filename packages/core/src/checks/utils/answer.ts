import type { FaultId } from '../../model/faults';
import { howToAllow, type Observation } from '../../model/observation';
import type { Observed } from '../../model/observed';
import type { CheckAnswer, Remediation } from '../types';

/** Whether a check found its link broken. */
export function isFailure(result: CheckAnswer['result']): boolean {
  return result === 'fail';
}

/** All is well. */
export function pass(message: string): CheckAnswer {
  return { result: 'pass', message };
}

/** It works, but somebody should look at it. */
export function warn(
  message: string,
  remediation: Remediation,
  fault?: FaultId,
): CheckAnswer {
  return { result: 'warn', message, remediation, ...(fault && { fault }) };
}

/** The link is broken. */
export function fail(
  message: string,
  remediation: Remediation,
  fault?: FaultId,
): CheckAnswer {
  return { result: 'fail', message, remediation, ...(fault && { fault }) };
}

/** It cannot be said. */
export function undecided(
  message: string,
  remediation?: Remediation,
): CheckAnswer {
  return { result: 'unknown', message, ...(remediation && { remediation }) };
}

/**
 * What an earlier check asked for is not there. A live proof may have answered that one, so that why it could not be read is told here.
 */
export function notKnown(
  what: string,
  observation: Observation<unknown>,
): CheckAnswer {
  return observation.state === 'unknown'
    ? unreadable(what, observation)
    : undecided(`${what} is not known.`);
}

/** It could not be read: the reason, and what to do when the backend is refused. */
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

/** Any policy may be cut by a permissions boundary that could not be read; undefined where it was read. */
export function unreadBoundary({
  permissionsBoundary,
}: Pick<Observed, 'permissionsBoundary'>): CheckAnswer | undefined {
  return permissionsBoundary.state === 'unknown'
    ? unreadable('The permissions boundary', permissionsBoundary)
    : undefined;
}
