import type {
  Observation,
  ObservedRolePolicies,
} from '@backstage-irsa/core/model';

/** Returns the same answer for a role and for each kind of its policies: absent, or unknown with the reason. */
export function allPolicies(answer: Observation<never>): ObservedRolePolicies {
  return {
    role: answer,
    attachedPolicies: answer,
    inlinePolicies: answer,
    permissionsBoundary: answer,
  };
}
