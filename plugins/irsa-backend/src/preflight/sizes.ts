import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import type { Violation } from '@backstage-irsa/plugin-irsa-common';
import type { Desired } from '../plan/desired';

/** In characters without white space. Source: "IAM and AWS STS quotas", IAM User Guide. */
export const MAX_POLICY_SIZE = 6144;
export const MAX_TRUST_SIZE = 2048;

function sizeOf(document: PolicyDocument): number {
  return JSON.stringify(document).replace(/\s/g, '').length;
}

/** Documents that IAM would refuse for their length. */
export function checkSizes(desired: Desired): Violation[] {
  const violations: Violation[] = [];
  const policySize = desired.policy ? sizeOf(desired.policy) : 0;
  if (policySize > MAX_POLICY_SIZE) {
    violations.push({
      field: 'grants',
      rule: 'policy-size',
      message: `The grants amount to a policy of ${policySize} characters; IAM takes ${MAX_POLICY_SIZE}. Ask for fewer.`,
    });
  }
  const trustSize = sizeOf(desired.trust);
  if (trustSize > MAX_TRUST_SIZE) {
    violations.push({
      field: 'name',
      rule: 'trust-policy-size',
      message: `Namespace and name make a trust policy of ${trustSize} characters; IAM takes ${MAX_TRUST_SIZE}. Choose a shorter name.`,
    });
  }
  return violations;
}
