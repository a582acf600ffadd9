import {
  valueOf,
  type ObservedRolePolicies,
  type RoleFacts,
} from '@backstage-irsa/core/model';
import { withUseApart } from '../../../observe/IamReader';

/** Returns a role with its policies; undefined unless the role and its attached and inline policies were read. */
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
    ...withUseApart(role),
    attachedPolicies: attached,
    inlinePolicies: inline,
    permissionsBoundary,
  };
}
