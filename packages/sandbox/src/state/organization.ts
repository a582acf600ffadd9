/** An organization of AWS, as its management account and delegated administrators read it. */
export interface Organization {
  id: string;
  /** `r-…`. */
  rootId: string;
  managementAccountId: string;
  /** Accounts that may read it too. */
  delegatedAdministrators: Set<string>;
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
