import { shownStatus, type ShownStatus } from '@backstage-irsa/core/status';
import {
  type IamServiceAccount,
  type Verification,
  timeText,
} from '@backstage-irsa/core/model';
import { nextSteps } from './nextSteps';

/** The statuses in the words of the pages. */
const STATUS_WORDS: Record<ShownStatus, string> = {
  verified: 'Verified',
  checksPass: 'Checks pass',
  provedBefore: 'Proved before the last change',
  settling: 'Settling',
  degraded: 'Degraded',
  broken: 'Broken',
  unknown: 'Unknown',
};

/** Returns the status as one or a few words, from proof and checks together. */
export function statusWord(verification: Verification): string {
  return STATUS_WORDS[shownStatus(verification)];
}

/** Describes the AWS STS response to the last token exchange. */
export function describeProof({
  liveProof,
  noLiveProofReason,
}: Verification): string {
  if (!liveProof) return noLiveProofReason ?? 'Not proved yet';
  const { at, assumedRoleArn, changedSince = [], reason, result } = liveProof;
  const changed =
    changedSince.length > 0
      ? `, before the last change of ${changedSince.join(', ')}`
      : '';
  if (result === 'proved') {
    return `Proved by token exchange at ${timeText(
      at,
    )}${changed}: AWS STS returned ${assumedRoleArn ?? 'the role'}`;
  }
  const what =
    result === 'refused'
      ? 'AWS refused the token'
      : 'The token exchange failed';
  return `${what} at ${timeText(at)}${changed}${reason ? `: ${reason}` : ''}`;
}

/** Describes the result of the checks by the first check that determines the status. */
function describeHealth({
  status,
  settling,
  unknown,
  checks,
}: Verification): string {
  if (settling && status !== 'broken') {
    return `Just written: AWS may take until ${timeText(
      settling.until,
    )} to show it everywhere`;
  }
  const first = (wanted: 'fail' | 'warn') => {
    const check = checks.find(({ result }) => result === wanted);
    return check ? ` at ${check.link}: ${check.message}` : '';
  };
  switch (status) {
    case 'verified':
      return 'All checks pass';
    case 'degraded':
      return `Degraded${first('warn')}`;
    case 'broken':
      return `Broken${first('fail')}`;
    default:
      return unknown
        ? `Unknown since ${timeText(unknown.since)}: ${unknown.reason}`
        : 'Unknown';
  }
}

/** Describes how many pods run with the role. */
function describeUse({ workloads }: Pick<IamServiceAccount, 'workloads'>) {
  if (!workloads) return 'Could not list pods';
  const { pods, injected } = workloads;
  if (pods === 0) return 'Not in use';
  return pods === 1
    ? `${injected} of 1 pod uses the role`
    : `${injected} of ${pods} pods use the role`;
}

/** The description of a verification in the words of the pages. */
export type VerificationWords = ReturnType<typeof describeVerification>;

/** Describes a verification: the status in a few words and, always separately, the proof, the health, and the use. */
export function describeVerification(
  verification: Verification,
  account: Pick<IamServiceAccount, 'name' | 'workloads'>,
) {
  return {
    verificationStatus: verification.status,
    status: statusWord(verification),
    proof: describeProof(verification),
    health: describeHealth(verification),
    use: describeUse(account),
    nextSteps: nextSteps(verification, account),
  };
}
