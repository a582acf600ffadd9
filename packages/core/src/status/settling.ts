import { checks } from '../checks/registry';
import type { CheckResult, LiveProof } from '../model/types';
import type { Observed } from '../model/observed';

/** So long after a write of ours, in milliseconds, what is missing or denied may still come. */
export const SETTLING_MS = 120_000;

/** Whether a check is about what may still come. */
export function isLate(
  { id, result }: CheckResult,
  observed: Observed,
): boolean {
  const check = checks.find(({ meta }) => meta.id === id);
  return check?.settles?.(result, observed) ?? false;
}

/** The check while IAM may still spread what was written: not known yet, and nothing to do. */
export function settlingCheck(
  { id, link, evidence, message }: CheckResult,
  until: string,
): CheckResult {
  return {
    id,
    link,
    evidence,
    result: 'unknown',
    message: `Just written: AWS may take until ${until} to show it. Seen now: ${message}`,
    remediation: null,
  };
}

/** A refusal while IAM may still spread what was written is none yet. */
export function settlingProof(proof: LiveProof, until: string): LiveProof {
  return {
    ...proof,
    result: 'failed',
    reason: `Just written: AWS may take until ${until} to show it. ${
      proof.reason ?? ''
    }`.trim(),
  };
}

/** Whether what was written shows everywhere: checks alone do not tell that STS knows the trust policy, and EKS Pod Identity has no proof. */
export function isShown(
  { mechanism }: Observed,
  { liveProof }: { liveProof: LiveProof | null },
): boolean {
  return mechanism === 'pod-identity' || liveProof?.result === 'proved';
}
