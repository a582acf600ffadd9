import type {
  CheckResult,
  LiveProof,
} from '@backstage-irsa/plugin-irsa-common';

/** So long after a write of ours, in milliseconds, what is missing or denied may still come. */
export const SETTLING_MS = 120_000;

/** Checks of what our own steps write, and of what IAM and EKS show late. */
const LATE_CHECKS = new Set([
  'association',
  'audience',
  'grants',
  'live-proof',
  'permissions',
  'pod-identity-trust',
  'provider-exists',
  'role-annotation',
  'role-exists',
  'service-account-exists',
  'target-role',
  'trust-policy',
]);

/** Whether a check fails on what may still come. */
export function isLate({ id, result }: CheckResult): boolean {
  return result === 'fail' && LATE_CHECKS.has(id);
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
