import {
  valueOf,
  type ObservedRolePolicies,
  type RoleFacts,
} from '@backstage-irsa/core/model';
import { withoutUse } from '../../observe/IamReader';

/** The role with its policies, when all of it was read. */
export function roleFactsOf({
  attachedPolicies,
  inlinePolicies,
  permissionsBoundary,
  role: read,
}: ObservedRolePolicies): RoleFacts | undefined {
  const role = valueOf(withoutUse(read));
  const lastUsedAt = valueOf(read)?.lastUsedAt;
  const attached = valueOf(attachedPolicies);
  const inline = valueOf(inlinePolicies);
  if (!role || !attached || !inline) return undefined;
  return {
    role,
    ...(lastUsedAt !== undefined && { lastUsedAt }),
    attachedPolicies: attached,
    inlinePolicies: inline,
    permissionsBoundary,
  };
}
