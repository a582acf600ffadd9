import type { Verification, VerificationStatus } from '../model/types';

/**
 * The status of a verification as pages name it: `verified` is proved by a token exchange and passes all checks, `checksPass` has no proof, the proof of
 * `provedBefore` is of before the last change, and `settling` was just written and nothing else is broken.
 *
 * @public
 */
export type ShownStatus =
  | VerificationStatus
  | 'checksPass'
  | 'provedBefore'
  | 'settling';

/** The status of a verification, with its proof. @public */
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
