import type { CheckResult, LiveProof, Verification } from '../model/types';
import { runChecks } from '../checks/runChecks';
import type { Observed } from '../model/observed';
import { awaitsAnnotation } from '../model/spec/existing';
import {
  changedLinks,
  isSameBasis,
  proofBasisOf,
  proofTargetOf,
  type ProofBasis,
  type StoredProof,
} from './proofBasis';
import { isLate, settlingCheck, settlingProof } from './settling';
import { decidingUnknown, statusOf } from './status';

/** What came of a request for a live proof. */
export interface Proving {
  liveProof: LiveProof | null;
  /** The setting without which none is made. */
  noLiveProofReason?: string;
}

/** The state that a verification found before. */
export type LastState = Pick<Verification, 'status' | 'checkedAt' | 'unknown'>;

/** What was known before a verification. */
export interface LastVerification {
  state?: LastState;
  /** The last exchange that STS answered. */
  proof?: StoredProof;
  /** Until when IAM may spread what we wrote. ISO 8601. */
  settlingUntil?: string;
}

/**
 * What was observed, and the proof that was made with it. Without a new proof the last one is kept: it answers checks only while everything that it
 * depends on is what it was. A proof that could not be made is told, and takes no other's place.
 */
export function verificationOf(
  observed: Observed,
  last: LastVerification,
  proving: Proving = { liveProof: null },
): { verification: Verification; proof: StoredProof | null } {
  const { noLiveProofReason } = proving;
  const { settlingUntil = '' } = last;
  const until = settlingUntil > observed.at ? settlingUntil : undefined;
  const isRefused = proving.liveProof?.result === 'refused';
  const liveProof =
    proving.liveProof && until && isRefused
      ? settlingProof(proving.liveProof, until)
      : proving.liveProof;
  const basis = proofBasisOf(observed);
  // EKS Pod Identity has no token exchange to prove.
  const kept = observed.mechanism === 'irsa' ? last.proof ?? null : null;
  const made = liveProof && {
    liveProof: { ...liveProof, madeFor: proofTargetOf(observed) },
    basis,
  };
  const shown = made ?? kept;
  const answering = shown && isSameBasis(shown.basis, basis) ? shown : made;
  const seen = runChecks(observed, answering?.liveProof ?? null);
  const checks = until
    ? seen.map(check =>
        isLate(check, observed) ? settlingCheck(check, until) : check,
      )
    : seen;
  // STS may know a role that IAM does not show yet.
  const isSettling =
    until !== undefined &&
    (isRefused ||
      (observed.role.state === 'absent' && !awaitsAnnotation(observed)) ||
      seen.some(check => isLate(check, observed)));
  const current = shown && withChanges(shown, basis);
  const decisive =
    made && made.liveProof.result !== 'failed' ? made : last.proof;
  const status = statusOf(checks);
  return {
    verification: {
      status,
      ...(status === 'unknown' && {
        unknown: unknownState(checks, observed.at, last.state),
      }),
      ...(isSettling && { settling: { until } }),
      liveProof: current && current.liveProof,
      ...(noLiveProofReason !== undefined && { noLiveProofReason }),
      checkedAt: observed.at,
      checks,
    },
    proof: decisive ? withChanges(decisive, basis) : null,
  };
}

/** Says which links have changed since. */
function withChanges(
  { liveProof, basis }: StoredProof,
  now: ProofBasis,
): StoredProof {
  const { changedSince: _, ...proof } = liveProof;
  const changed = changedLinks(basis, now);
  return {
    liveProof: {
      ...proof,
      ...(changed.length > 0 && { changedSince: changed }),
    },
    basis,
  };
}

/** Why nothing can be said, since when, and what was said before. */
function unknownState(
  checks: CheckResult[],
  at: string,
  last: LastState | undefined,
): NonNullable<Verification['unknown']> {
  const reason = decidingUnknown(checks)?.message ?? 'No check was answered.';
  if (last?.unknown) return { ...last.unknown, reason };
  return {
    reason,
    since: at,
    lastKnown:
      last && last.status !== 'unknown'
        ? { status: last.status, at: last.checkedAt }
        : null,
  };
}
