import {
  valueOf,
  type ObservedRolePolicies,
  type RoleFacts,
} from '@backstage-irsa/core/model';

/** The role with its policies, when all of it was read. */
export function roleFactsOf({
  attachedPolicies,
  inlinePolicies,
  permissionsBoundary,
  role: read,
}: ObservedRolePolicies): RoleFacts | undefined {
  const role = valueOf(read);
  const attached = valueOf(attachedPolicies);
  const inline = valueOf(inlinePolicies);
  if (!role || !attached || !inline) return undefined;
  return {
    role,
    ...(role.lastUsedAt !== undefined && { lastUsedAt: role.lastUsedAt }),
    attachedPolicies: attached,
    inlinePolicies: inline,
    permissionsBoundary,
  };
}
