/** The two kinds of policies by which an organization limits accounts. Source: "Authorization policies in AWS Organizations", AWS Organizations User Guide. */
export type OrganizationPolicyKind = 'service-control' | 'resource-control';

/** A policy that is attached to a level. */
export interface OrganizationPolicy {
  /** `p-…`. */
  id: string;
  arn: string;
  name: string;
  /** The text, as AWS Organizations has it: it may be no valid policy. */
  document: string;
}

/** One step of the path from the root of the organization to an account, with what is attached to this step itself. */
export interface OrganizationLevel {
  kind: 'root' | 'organizational-unit' | 'account';
  /** `r-…`, `ou-…` or 12 digits. */
  id: string;
  name: string;
  policies: OrganizationPolicy[];
}

/**
 * What the policies of one kind are for one account.
 *
 * - `read`: all of them, a list for each level from the root to the account. A level without policies allows nothing.
 * - `absent`: they decide nothing for the account: it is the management account, or the kind is not enabled.
 * - `not-read`: they may deny anything.
 */
export type OrganizationLayer =
  | { state: 'read'; levels: OrganizationLevel[] }
  | { state: 'absent'; reason: string }
  | {
      state: 'not-read';
      /** A sentence. */
      reason: string;
      /** Such as `organizations:ListPolicies`, when that is why. */
      missingPermission?: string;
      /** What to do, without a full stop, when granting that permission is not enough. */
      remediation?: string;
    };

/** What the organization decides for one account. */
export interface AccountOrganization {
  /** Limits the principals of the account. */
  serviceControl: OrganizationLayer;
  /** Limits access to the resources of the account, also from other accounts. */
  resourceControl: OrganizationLayer;
  /** Where the account is, as `aws:PrincipalOrgPaths` says it: `o-…/r-…/ou-…/`. It begins with `aws:PrincipalOrgID`. Absent where that is not known. */
  path?: string;
  /** Changes when anything of the above does: for the keys of caches. */
  version: string;
  /** When AWS Organizations was read, in ISO 8601; absent when it never was. */
  readAt?: string;
}

/** What was read last, as it is at one moment: the same for all accounts of an answer. */
export interface CurrentOrganization {
  /** Changes when anything of the organization does: for the keys of caches of answers about many accounts. */
  version: string;
  of(accountId: string): AccountOrganization;
}

/** Tells what was read of the organization last. It calls neither AWS nor a cluster, and always answers: `not-read` says why nothing is known. */
export interface OrganizationReader {
  current(): Promise<CurrentOrganization>;
}

/** The root, a unit or an account. */
export type OrganizationTarget = Omit<OrganizationLevel, 'policies'> & {
  /** What it is in; absent for the root. */
  parentId?: string;
};

/** A policy of an organization, and the IDs of what it is attached to directly. */
export interface AttachedPolicy extends OrganizationPolicy {
  kind: OrganizationPolicyKind;
  targets: string[];
}

/** Whether all policies of a kind are known. */
export type OrganizationReading =
  | { state: 'read' }
  | Exclude<OrganizationLayer, { state: 'read' }>;

/** An organization as it was read. */
export interface OrganizationSnapshot {
  /** `o-…`. */
  id: string;
  /** Neither kind of policy applies to it. */
  managementAccountId: string;
  targets: OrganizationTarget[];
  /** Those of kinds that were read. */
  policies: AttachedPolicy[];
  readings: Record<OrganizationPolicyKind, OrganizationReading>;
}
