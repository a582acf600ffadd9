/** The types of policies that limit accounts. */
export const POLICY_TYPES = [
  'SERVICE_CONTROL_POLICY',
  'RESOURCE_CONTROL_POLICY',
] as const;

export type PolicyType = (typeof POLICY_TYPES)[number];

/** A policy that is attached to the root, a unit or an account. */
export interface ControlPolicy {
  type: PolicyType;
  name: string;
  /** The text. */
  document: string;
}

/** An organization of AWS, as its management account and delegated administrators read it. */
export interface Organization {
  id: string;
  /** `r-…`. */
  rootId: string;
  managementAccountId: string;
  /** Accounts that may read it too. */
  delegatedAdministrators: Set<string>;
  /** The types that are enabled at the root. */
  policyTypes: Set<PolicyType>;
  /**
   * What somebody attached to the root, a unit or an account, by its ID. Its service control policies stand in place of AWS's full access, its resource
   * control policies beside it, which cannot be detached. Accounts may have levels of their own beside it (`Account.serviceControlPolicies`).
   */
  attached: Map<string, ControlPolicy[]>;
  /** By ID, `ou-…`. */
  units: Map<string, OrganizationalUnit>;
  /** By account ID. */
  members: Map<string, Member>;
}

export interface OrganizationalUnit {
  id: string;
  name: string;
  /** Of the root or another unit. */
  parentId: string;
}

/** An account of an organization. */
export interface Member {
  id: string;
  name: string;
  state: 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE';
  joinedAt: Date;
  /** Of the root or a unit. */
  parentId: string;
  tags?: Record<string, string>;
}
