import { valueOf, type Observation } from '@backstage-irsa/core/model';
import type { Unread } from '../store/inventory/scanResult';

/** A scan that cannot continue. The data that is already stored stays. */
export class ScanFailure extends Error {
  readonly unread: Unread;

  constructor(unread: Unread) {
    super(unread.reason);
    this.unread = unread;
  }
}

/** Returns why something could not be read. */
export function unreadOf(
  observation: Observation<unknown>,
  what: string,
): Unread {
  if (observation.state !== 'unknown') {
    return { reason: `${what} is not there.` };
  }
  const { reason, right, isRejected } = observation;
  return {
    reason,
    ...(right !== undefined && { missingPermission: right }),
    ...(isRejected && { isRejected }),
  };
}

/** Returns the observed value. @throws ScanFailure - if there is none */
export function required<T>(observation: Observation<T>, what: string): T {
  const value = valueOf(observation);
  if (value === undefined) {
    throw new ScanFailure(unreadOf(observation, what));
  }
  return value;
}
