import type { LastAccessedReport } from '../../model/types';
import type { ServiceUse } from './serviceUse';

/** In milliseconds. */
export const DAY_MS = 24 * 60 * 60_000;
/** AWS dates a use a little before or, once reported, up to four hours after our request. */
const BEFORE_MS = 5 * 60_000;
const REPORTING_LAG_MS = 4 * 60 * 60_000;

/** What is known beside AWS's report. */
export interface UseContext {
  now: Date;
  /** When the role was made; undefined when it could not be read. */
  roleCreatedAt?: Date;
  /** When live proofs were made: each exchanges a token with STS as the role. */
  proofs: Date[];
  /** After how long without use a service counts as unused; 90 when absent. */
  unusedAfterDays?: number;
}

/**
 * When the role last used each service that its policies grant. A use of STS that may be one of our own proofs does not count as one, nor
 * does it make the service unused; a role younger than that time has no unused service.
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
      'The last use may be a live proof of this product, which does not count.';
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

/** Whether a use that AWS reports may be one of our own live proofs, for all that AWS's clock and lag tell. */
export function mayBeProof(at: Date, proofs: Date[]): boolean {
  return proofs.some(proof => {
    const after = at.getTime() - proof.getTime();
    return after >= -BEFORE_MS && after <= REPORTING_LAG_MS;
  });
}
