import type { PolicyType } from '@backstage-irsa/iam-policy';
import { policyProblem } from '../access/policyProblem';
import type { World } from '../../state/world';
import { limitExceeded, malformedPolicy } from './errors';
import { checkPrincipals } from './principals';
import { enforceQuota, policySize, QUOTAS } from './quotas';

/** Checks a trust policy. Throws `MalformedPolicyDocument`, or `LimitExceeded` when it is too long. */
export function checkTrustPolicy(world: World, text: string): void {
  checkDocument(text, 'trust');
  checkPrincipals(world, text);
  enforceQuota(
    'ACLSizePerRole',
    policySize(text),
    QUOTAS.AssumeRolePolicySizeQuota,
  );
}

/** Checks a permissions policy. Throws `MalformedPolicyDocument`. */
export function checkPermissionsPolicy(text: string): void {
  checkDocument(text, 'identity');
}

/** Checks the document of a managed policy. Throws `MalformedPolicyDocument`, or `LimitExceeded` when it is too long. */
export function checkManagedPolicy(text: string): void {
  checkPermissionsPolicy(text);
  if (policySize(text) > QUOTAS.PolicySizeQuota) {
    throw limitExceeded(
      `Cannot exceed quota for PolicySize: ${QUOTAS.PolicySizeQuota}`,
    );
  }
}

function checkDocument(text: string, type: PolicyType): void {
  const problem = policyProblem(text, type);
  if (problem) {
    throw malformedPolicy(problem);
  }
}
