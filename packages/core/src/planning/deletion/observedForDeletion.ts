import type { Observation } from '../../model/observation';
import type {
  ObservedAssociation,
  ObservedInlinePolicy,
  ObservedPlannedPolicy,
  ObservedPolicy,
  ObservedRole,
  ObservedServiceAccount,
} from '../../model/observed';

/** A role with its policies. */
export interface ObservedRoleForDeletion {
  role: Observation<ObservedRole>;
  attachedPolicies: Observation<Observation<ObservedPolicy>[]>;
  inlinePolicies: Observation<ObservedInlinePolicy[]>;
}

/** A managed policy with its users. */
export interface ObservedPolicyForDeletion {
  policy: Observation<ObservedPlannedPolicy>;
  /** The roles, users, and groups that the policy is attached to, as `role/<name>`. */
  users: Observation<string[]>;
}

/** The facts that a deletion needs. It has several roles if a spec moved from one role to another. */
export interface ObservedForDeletion {
  /** The ARN of the cluster's OIDC provider in the cluster's account, whether the provider exists or not. */
  providerArn: Observation<string>;
  /** Only read if an association is recorded. */
  association?: Observation<ObservedAssociation>;
  serviceAccount: Observation<ObservedServiceAccount>;
  roles: ObservedRoleForDeletion[];
  policies: ObservedPolicyForDeletion[];
}
