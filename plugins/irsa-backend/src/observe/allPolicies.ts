import type {
  Observation,
  ObservedRolePolicies,
} from '@backstage-irsa/core/model';

/** What is said of a role and of each kind of its policies alike: that there is none, or why it is not known. */
export function allPolicies(answer: Observation<never>): ObservedRolePolicies {
  return {
    role: answer,
    attachedPolicies: answer,
    inlinePolicies: answer,
    permissionsBoundary: answer,
  };
}
