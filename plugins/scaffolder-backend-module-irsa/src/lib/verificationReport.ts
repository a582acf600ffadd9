import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  CheckResult,
  LiveProof,
  Verification,
} from '@backstage-irsa/plugin-irsa-common';

function describeProof(
  proof: LiveProof | null,
  noProofReason?: string,
): string {
  if (!proof) return noProofReason ?? 'not proved by token exchange';
  const changed = proof.changedSince?.length
    ? `, before the last change of ${proof.changedSince.join(', ')}`
    : '';
  if (proof.result === 'proved') {
    const role = proof.assumedRoleArn ?? 'the role';
    return `proved by token exchange${changed}: AWS STS returned ${role}`;
  }
  const reason = proof.reason ? `: ${proof.reason}` : '';
  return `live proof ${proof.result}${changed}${reason}`;
}

/** `verified` needs a proof of what is there now. */
function describeStatus({ status, liveProof, settling }: Verification): string {
  if (settling) return `settling until ${settling.until}`;
  if (status !== 'verified') return status;
  return liveProof?.result === 'proved' && !liveProof.changedSince?.length
    ? 'verified'
    : 'passing all checks';
}

function describeCheck(check: CheckResult): string {
  return [`${check.link}: ${check.message}`, check.remediation]
    .filter(Boolean)
    .join(' ');
}

/** Logs the status, the live proof and every check that did not pass, each with what to change. */
export function logVerification(
  logger: LoggerService,
  serviceAccount: string,
  verification: Verification,
): void {
  const { liveProof, noLiveProofReason, checks, unknown } = verification;
  const proof = describeProof(liveProof, noLiveProofReason);
  logger.info(`${serviceAccount} is ${describeStatus(verification)}: ${proof}`);
  if (unknown) {
    logger.warn(`Unknown since ${unknown.since}: ${unknown.reason}`);
  }
  for (const check of checks) {
    if (check.result === 'fail') {
      logger.error(`Broken at ${describeCheck(check)}`);
    } else if (check.result === 'warn') {
      logger.warn(`Warning at ${describeCheck(check)}`);
    } else if (check.result === 'unknown' && !check.blockedBy) {
      logger.warn(`Not known at ${describeCheck(check)}`);
    }
  }
}

/** The failed checks in one sentence; where none failed, those that warn. */
export function describeFindings({ checks }: Verification): string {
  const failed = checks.filter(({ result }) => result === 'fail');
  const warned = checks.filter(({ result }) => result === 'warn');
  return (failed.length > 0 ? failed : warned).map(describeCheck).join('; ');
}
