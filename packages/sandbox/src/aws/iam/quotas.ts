import { limitExceeded } from './errors';

/** Default quotas ("IAM and AWS STS quotas", IAM User Guide); a summary shows them, operations enforce them. */
export const QUOTAS = {
  RolesQuota: 1000,
  PoliciesQuota: 1500,
  ProvidersQuota: 100,
  AttachedPoliciesPerRoleQuota: 10,
  VersionsPerPolicyQuota: 5,
  TagsPerEntityQuota: 50,
  /** Characters, white space not counted. */
  AssumeRolePolicySizeQuota: 2048,
  RolePolicySizeQuota: 10_240,
  PolicySizeQuota: 6144,
  ClientIdsPerProviderQuota: 100,
} as const;

/** A document's size as IAM counts it: white space is free. */
export function policySize(document: string): number {
  return document.replace(/\s/g, '').length;
}

/** Throws `LimitExceeded` in AWS's words when `used` is more than the quota. */
export function enforceQuota(name: string, used: number, quota: number): void {
  if (used > quota) {
    throw limitExceeded(`Cannot exceed quota for ${name}: ${quota}`);
  }
}
