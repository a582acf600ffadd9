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

/** The outcome of a request for a live proof. */
export interface Proving {
  liveProof: LiveProof | null;
  /** The setting that must be enabled for a live proof, if it is not. */
  noLiveProofReason?: string;
}

/** The state from the previous verification. */
export type LastState = Pick<Verification, 'status' | 'checkedAt' | 'unknown'>;

/** The facts from before a verification. */
export interface LastVerification {
  state?: LastState;
  /** The last token exchange that STS answered. */
  proof?: StoredProof;
  /** The time until which IAM can be propagating a change by Backstage, in ISO 8601. */
  settlingUntil?: string;
}

/**
 * Creates the verification from the observations and the proof. Without a new proof, the last one stays; it answers checks only while its basis is
 * unchanged. A failed proof is shown but does not replace a stored proof.
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
  // STS can know a role that IAM does not show yet.
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

/** Adds the links that have changed since the proof. */
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

/** Returns why the status is unknown, since when, and the last known status. */
function unknownState(
  checks: CheckResult[],
  at: string,
  last: LastState | undefined,
): NonNullable<Verification['unknown']> {
  const reason =
    decidingUnknown(checks)?.message ?? 'No check returned a result.';
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
