import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  type CheckResult,
  type Verification,
  timeText,
} from '@backstage-irsa/core/model';
import { statusWord, describeProof } from './verificationWords';

function describeCheck(check: CheckResult): string {
  return [`${check.link}: ${check.message}`, check.remediation]
    .filter(Boolean)
    .join(' ');
}

/** Logs the status, the live proof, and every check that did not pass, each with its remediation. */
export function logVerification(
  logger: LoggerService,
  serviceAccount: string,
  verification: Verification,
): void {
  const { checks, unknown } = verification;
  logger.info(
    `${serviceAccount}: ${statusWord(verification)}. ${describeProof(
      verification,
    )}`,
  );
  if (unknown) {
    logger.warn(`Unknown since ${timeText(unknown.since)}: ${unknown.reason}`);
  }
  for (const check of checks) {
    if (check.result === 'fail') {
      logger.error(`Broken at ${describeCheck(check)}`);
    } else if (check.result === 'warn') {
      logger.warn(`Warning at ${describeCheck(check)}`);
    } else if (check.result === 'unknown' && !check.blockedBy) {
      logger.warn(`Unknown at ${describeCheck(check)}`);
    }
  }
}

/** Describes the failed checks in one sentence; if none failed, the checks with warnings. */
export function describeFindings({ checks }: Verification): string {
  const failed = checks.filter(({ result }) => result === 'fail');
  const warned = checks.filter(({ result }) => result === 'warn');
  return (failed.length > 0 ? failed : warned).map(describeCheck).join('; ');
}
