import type { ObservedQuotas } from './observed';

/** The inline policy characters of a role to keep free for the policy that cuts off access, and the longer one that restores it. */
export const CUT_OFF_ROOM = 256;

/** The default IAM quotas of an account. Source: "IAM and AWS STS quotas", IAM User Guide. */
export const DEFAULT_QUOTAS: ObservedQuotas = {
  roles: { used: 0, most: 1000 },
  policies: { used: 0, most: 1500 },
  attachedPolicies: 10,
  policySize: 6144,
  inlinePolicySize: 10_240,
  trustPolicySize: 2048,
};
