import type { Verification, VerificationStatus } from '../model/types';

/**
 * The status of a verification for display. `verified` is proved by a token exchange and passes all checks; `checksPass` has no proof; `provedBefore`
 * has a proof from before the last change; `settling` follows a recent write and has no other failure.
 *
 * @public
 */
export type ShownStatus =
  | VerificationStatus
  | 'checksPass'
  | 'provedBefore'
  | 'settling';

/** Returns the status of a verification for display, including its proof. @public */
export function shownStatus({
  status,
  liveProof,
  settling,
}: Pick<Verification, 'status' | 'liveProof' | 'settling'>): ShownStatus {
  if (settling && status !== 'broken') return 'settling';
  if (status !== 'verified') return status;
  if (liveProof?.result !== 'proved') return 'checksPass';
  return liveProof.changedSince?.length ? 'provedBefore' : 'verified';
}
