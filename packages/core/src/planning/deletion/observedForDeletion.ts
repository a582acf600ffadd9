import type { Observation } from '../../model/observation';
import type {
  ObservedAssociation,
  ObservedInlinePolicy,
  ObservedPlannedPolicy,
  ObservedPolicy,
  ObservedRole,
  ObservedServiceAccount,
} from '../../model/observed';

/** A role, and what is on it. */
export interface ObservedRoleForDeletion {
  role: Observation<ObservedRole>;
  attachedPolicies: Observation<Observation<ObservedPolicy>[]>;
  inlinePolicies: Observation<ObservedInlinePolicy[]>;
}

/** A managed policy, and what it is on. */
export interface ObservedPolicyForDeletion {
  policy: Observation<ObservedPlannedPolicy>;
  /** Roles, users and groups, as `role/<name>`. */
  users: Observation<string[]>;
}

/** What a deletion needs to know. There are several roles when a spec moved from one to another. */
export interface ObservedForDeletion {
  /** The ARN of the cluster's OIDC provider in the cluster's own account, whether it is there or not. */
  providerArn: Observation<string>;
  /** Read only where our records say that there was one. */
  association?: Observation<ObservedAssociation>;
  serviceAccount: Observation<ObservedServiceAccount>;
  roles: ObservedRoleForDeletion[];
  policies: ObservedPolicyForDeletion[];
}
