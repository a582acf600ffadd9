import type { LastAccessedReport } from '../../model/types';
import type { ServiceUse } from './serviceUse';

/** One day, in milliseconds. */
export const DAY_MS = 24 * 60 * 60_000;
/** AWS dates a use from a little before the request to, once it is reported, at most 4 hours after the request. */
const BEFORE_MS = 5 * 60_000;
const REPORTING_LAG_MS = 4 * 60 * 60_000;

/** The facts to interpret AWS's report. */
export interface UseContext {
  now: Date;
  /** The creation time of the role; undefined if it could not be read. */
  roleCreatedAt?: Date;
  /** The times of live proofs. Each exchanges a token with STS for the role. */
  proofs: Date[];
  /** The number of days after which a service without use counts as unused. Default: 90. */
  unusedAfterDays?: number;
}

/**
 * Reports when the role last used each service that its policies grant. A use of STS that can be a live proof of Backstage counts neither as use nor
 * as lack of use. A role younger than the threshold has no unused services.
 */
export function lastAccessedReport(
  uses: ServiceUse[],
  context: UseContext,
): LastAccessedReport {
  return {
    at: context.now.toISOString(),
    services: uses
      .map(use => serviceOf(use, context))
      .sort((a, b) => a.service.localeCompare(b.service, 'en')),
  };
}

function serviceOf(
  { service, lastAccessed }: ServiceUse,
  { now, roleCreatedAt, proofs, unusedAfterDays = 90 }: UseContext,
): LastAccessedReport['services'][number] {
  if (service === 'sts' && lastAccessed && mayBeProof(lastAccessed, proofs)) {
    const reason =
      'The last use may be a live proof by Backstage, which does not count.';
    return { service, unused: false, reason };
  }
  const oldest = now.getTime() - unusedAfterDays * DAY_MS;
  const isOldEnough = roleCreatedAt ? roleCreatedAt.getTime() < oldest : false;
  return {
    service,
    ...(lastAccessed && { lastAccessed: lastAccessed.toISOString() }),
    unused: isOldEnough && (lastAccessed?.getTime() ?? 0) < oldest,
    ...(!isOldEnough &&
      !lastAccessed && {
        reason: roleCreatedAt
          ? `The role is younger than ${unusedAfterDays} days.`
          : 'The age of the role is not known.',
      }),
  };
}

/** Whether a use that AWS reports can be a live proof of Backstage, given AWS's clock and reporting lag. */
export function mayBeProof(at: Date, proofs: Date[]): boolean {
  return proofs.some(proof => {
    const after = at.getTime() - proof.getTime();
    return after >= -BEFORE_MS && after <= REPORTING_LAG_MS;
  });
}
