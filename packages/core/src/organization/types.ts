/**
 * The kinds of policies with which an organization limits accounts.
 * Source: "Authorization policies in AWS Organizations", AWS Organizations User Guide.
 */
export type OrganizationPolicyKind = 'service-control' | 'resource-control';

/** A policy that is attached to a level of the organization. */
export interface OrganizationPolicy {
  /** The ID, `p-…`. */
  id: string;
  arn: string;
  name: string;
  /** The text from AWS Organizations, which is possibly not a valid policy. */
  document: string;
}

/** A step of the path from the root of the organization to an account, with the policies that are attached directly to it. */
export interface OrganizationLevel {
  kind: 'root' | 'organizational-unit' | 'account';
  /** The ID: `r-…`, `ou-…`, or 12 digits. */
  id: string;
  name: string;
  policies: OrganizationPolicy[];
}

/**
 * The policies of one kind that apply to an account.
 *
 * - `read`: all policies, as a list for each level from the root to the account. A level without policies allows nothing.
 * - `absent`: no policies apply to the account: it is the management account or in no organization, or the kind is not enabled.
 * - `not-read`: the policies are unknown and can deny anything.
 */
export type OrganizationLayer =
  | { state: 'read'; levels: OrganizationLevel[] }
  | { state: 'absent'; reason: string }
  | {
      state: 'not-read';
      /** The reason, as a sentence. */
      reason: string;
      /** The missing permission, such as `organizations:ListPolicies`, if that is the reason. */
      missingPermission?: string;
      /** The recommended action, without a period, if granting that permission is not enough. */
      remediation?: string;
    };

/** The organization's policies for one account. */
export interface AccountOrganization {
  /** The SCPs, which limit the principals of the account. */
  serviceControl: OrganizationLayer;
  /** The RCPs, which limit access to the account's resources, also from other accounts. */
  resourceControl: OrganizationLayer;
  /**
   * The path of the account in the format of `aws:PrincipalOrgPaths`: `o-…/r-…/ou-…/`. It starts with the value of `aws:PrincipalOrgID`. Absent if
   * unknown.
   */
  path?: string;
  /** A version for cache keys that changes with any field above. */
  version: string;
  /** The time when AWS Organizations was read, in ISO 8601; absent if it never was. */
  readAt?: string;
}

/** The last reading of the organization, fixed at one point in time, so that all accounts of an answer use the same state. */
export interface CurrentOrganization {
  /** A version that changes with any change of the organization, for cache keys of answers about many accounts. */
  version: string;
  of(accountId: string): AccountOrganization;
}

/**
 * Returns the last reading of the organization. It calls neither AWS nor a cluster, and always answers: `not-read` gives the reason for missing data.
 */
export interface OrganizationReader {
  current(): Promise<CurrentOrganization>;
}

/** The root, an organizational unit, or an account. */
export type OrganizationTarget = Omit<OrganizationLevel, 'policies'> & {
  /** The ID of the parent; absent for the root. */
  parentId?: string;
};

/** A policy of an organization, and the IDs of the targets to which it is attached directly. */
export interface AttachedPolicy extends OrganizationPolicy {
  kind: OrganizationPolicyKind;
  targets: string[];
}

/** Whether all policies of a kind were read. */
export type OrganizationReading =
  | { state: 'read' }
  | Exclude<OrganizationLayer, { state: 'read' }>;

/** A snapshot of an organization. */
export interface OrganizationSnapshot {
  /** The ID, `o-…`. */
  id: string;
  /** The ID of the management account, to which neither kind of policy applies. */
  managementAccountId: string;
  targets: OrganizationTarget[];
  /** The policies of the kinds that were read. */
  policies: AttachedPolicy[];
  readings: Record<OrganizationPolicyKind, OrganizationReading>;
}
