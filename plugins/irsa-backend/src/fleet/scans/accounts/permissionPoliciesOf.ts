import { found, type RoleFacts } from '@backstage-irsa/core/model';
import {
  policySetOf,
  withoutTrust,
  type PolicySet,
} from '@backstage-irsa/core/permissions';

/** Returns the policies of a role without its trust policy: roles with the same policies have the same set. */
export function permissionPoliciesOf(facts: RoleFacts): PolicySet {
  return withoutTrust(
    policySetOf({
      role: found(facts.role),
      attachedPolicies: found(facts.attachedPolicies),
      inlinePolicies: found(facts.inlinePolicies),
      permissionsBoundary: facts.permissionsBoundary,
    }),
  );
}
