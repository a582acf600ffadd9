import type { ObservedQuotas } from './observed';

/** Characters of the inline policies of a role that stay free for the one that cuts off access, and the longer one that restores it. */
export const CUT_OFF_ROOM = 256;

/** What IAM allows unless an account was given more. Source: "IAM and AWS STS quotas", IAM User Guide. */
export const DEFAULT_QUOTAS: ObservedQuotas = {
  roles: { used: 0, most: 1000 },
  policies: { used: 0, most: 1500 },
  attachedPolicies: 10,
  policySize: 6144,
  inlinePolicySize: 10_240,
  trustPolicySize: 2048,
};
