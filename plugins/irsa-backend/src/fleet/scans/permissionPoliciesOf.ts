import { found, type RoleFacts } from '@backstage-irsa/core/model';
import {
  policySetOf,
  withoutTrust,
  type PolicySet,
} from '@backstage-irsa/core/permissions';

/** The policies of a role, no matter who may be it: roles with the same policies have the same set. */
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
