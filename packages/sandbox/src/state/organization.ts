/** The types of policies that limit accounts. */
export const POLICY_TYPES = [
  'SERVICE_CONTROL_POLICY',
  'RESOURCE_CONTROL_POLICY',
] as const;

export type PolicyType = (typeof POLICY_TYPES)[number];

/** A policy that is attached to the root, to an organizational unit (OU), or to an account. */
export interface ControlPolicy {
  type: PolicyType;
  name: string;
  /** The policy document as JSON text. */
  document: string;
}

/** An organization in AWS Organizations, as its management account and delegated administrators see it. */
export interface Organization {
  id: string;
  /** The ID of the root, `r-…`. */
  rootId: string;
  managementAccountId: string;
  /** The IDs of the accounts that may read the organization besides the management account. */
  delegatedAdministrators: Set<string>;
  /** The policy types that are enabled at the root. */
  policyTypes: Set<PolicyType>;
  /**
   * The policies that are attached to the root, to an OU, or to an account, by its ID. SCPs replace AWS's full access policy. RCPs are added to it,
   * because it cannot be detached. Accounts can have further levels of their own (`Account.serviceControlPolicies`).
   */
  attached: Map<string, ControlPolicy[]>;
  /** The OUs by ID, `ou-…`. */
  units: Map<string, OrganizationalUnit>;
  /** The member accounts by account ID. */
  members: Map<string, Member>;
}

export interface OrganizationalUnit {
  id: string;
  name: string;
  /** The ID of the root or of another OU. */
  parentId: string;
}

/** A member account of an organization. */
export interface Member {
  id: string;
  name: string;
  state: 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE';
  joinedAt: Date;
  /** The ID of the root or of an OU. */
  parentId: string;
  tags?: Record<string, string>;
}
