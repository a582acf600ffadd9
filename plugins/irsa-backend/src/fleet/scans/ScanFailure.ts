import { valueOf, type Observation } from '@backstage-irsa/core/model';
import type { Unread } from '../store/inventory/ScopeStore';

/** A scan that cannot go on: what it found before stays as it is. */
export class ScanFailure extends Error {
  readonly unread: Unread;

  constructor(unread: Unread) {
    super(unread.reason);
    this.unread = unread;
  }
}

/** Why something is not known. */
export function unreadOf(
  observation: Observation<unknown>,
  what: string,
): Unread {
  if (observation.state !== 'unknown') {
    return { reason: `${what} is not there.` };
  }
  const { reason, right } = observation;
  return { reason, ...(right !== undefined && { missingPermission: right }) };
}

/** What was found. @throws ScanFailure - when nothing was */
export function required<T>(observation: Observation<T>, what: string): T {
  const value = valueOf(observation);
  if (value === undefined) {
    throw new ScanFailure(unreadOf(observation, what));
  }
  return value;
}
