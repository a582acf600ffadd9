import { timeText } from '../model/timeText';
import { checks } from '../checks/registry';
import type { CheckResult, LiveProof } from '../model/types';
import type { Observed } from '../model/observed';

/** The time after a write by Backstage during which missing or denied results can still change, in milliseconds. */
export const SETTLING_MS = 120_000;

/** Whether the result of a check can still change after a write. */
export function isLate(
  { id, result }: CheckResult,
  observed: Observed,
): boolean {
  const check = checks.find(({ meta }) => meta.id === id);
  return check?.settles?.(result, observed) ?? false;
}

/** Returns the check as `unknown` without a remediation, while IAM can still be propagating a change. */
export function settlingCheck(
  { id, link, evidence, message }: CheckResult,
  until: string,
): CheckResult {
  return {
    id,
    link,
    evidence,
    result: 'unknown',
    message: `Recently changed: AWS may take until ${timeText(
      until,
    )} to apply it. Current result: ${message}`,
    remediation: null,
  };
}

/** Returns a refused proof as failed, while IAM can still be propagating a change. */
export function settlingProof(proof: LiveProof, until: string): LiveProof {
  return {
    ...proof,
    result: 'failed',
    reason: `Recently changed: AWS may take until ${timeText(
      until,
    )} to apply it. ${proof.reason ?? ''}`.trim(),
  };
}

/** Whether a change is visible everywhere. Checks alone do not show that STS knows the trust policy. EKS Pod Identity has no proof. */
export function isShown(
  { mechanism }: Observed,
  { liveProof }: { liveProof: LiveProof | null },
): boolean {
  return mechanism === 'pod-identity' || liveProof?.result === 'proved';
}
