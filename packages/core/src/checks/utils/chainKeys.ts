import type { RequestContext } from '@backstage-irsa/iam-policy';

/** The action with which EKS and role chaining assume a role. */
export const ASSUME = 'sts:AssumeRole';

/** The action that session tags need in addition. */
export const TAG = 'sts:TagSession';

/**
 * Whether a call of role chaining can have a condition key. `sts:TagSession` has no external ID.
 * Source: "Actions, resources, and condition keys for AWS Security Token Service", Service Authorization Reference; "Access AWS Resources using EKS Pod
 * Identity Target IAM Roles", EKS User Guide, whose trust policy allows `sts:TagSession` in a statement without external ID.
 */
export function canHaveKey(action: string, key: string): boolean {
  return action !== TAG || key.toLowerCase() !== 'sts:externalid';
}

/** Returns the condition keys of role chaining that a call of one action has. */
export function contextOfAction(
  action: string,
  context: RequestContext,
): RequestContext {
  return Object.fromEntries(
    Object.entries(context).filter(([key]) => canHaveKey(action, key)),
  );
}
