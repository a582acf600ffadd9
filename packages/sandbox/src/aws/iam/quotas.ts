import { limitExceeded } from './errors';

/** The default quotas ("IAM and AWS STS quotas", IAM User Guide). `GetAccountSummary` returns them, and operations enforce them. */
export const QUOTAS = {
  RolesQuota: 1000,
  PoliciesQuota: 1500,
  ProvidersQuota: 100,
  AttachedPoliciesPerRoleQuota: 10,
  VersionsPerPolicyQuota: 5,
  TagsPerEntityQuota: 50,
  /** In characters, not counting white space. */
  AssumeRolePolicySizeQuota: 2048,
  RolePolicySizeQuota: 10_240,
  PolicySizeQuota: 6144,
  ClientIdsPerProviderQuota: 100,
} as const;

/** Returns the size of a document as IAM counts it, without white space. */
export function policySize(document: string): number {
  return document.replace(/\s/g, '').length;
}

/** Throws `LimitExceeded` with AWS's message if `used` is greater than the quota. */
export function enforceQuota(name: string, used: number, quota: number): void {
  if (used > quota) {
    throw limitExceeded(`Cannot exceed quota for ${name}: ${quota}`);
  }
}
