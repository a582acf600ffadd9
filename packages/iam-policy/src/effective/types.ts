import type { NamedPolicy } from '../document/types';
import type { PolicyLayer } from '../document/types';
import type { InvalidPolicy } from '../document/types';
import type { Principal, RequestContext, VpcEndpoint } from '../evaluate/types';
import type { WorkBudget } from '../match/budget';
import type { AccessLevel, ActionCatalogue } from '../summary/types';

/**
 * A reference to a statement of a policy.
 *
 * @public
 */
export interface StatementRef {
  layer?: PolicyLayer;
  /** The target that the SCP, RCP, or VPC endpoint policy is attached to, if it specifies one. */
  level?: string;
  policy: string;
  /** The index of the statement in the document, from 0. */
  statement: number;
  sid?: string;
}

/**
 * Every policy that determines the permissions of a principal on resources of its own account. A layer that is left out does not apply.
 *
 * @public
 */
export interface PrincipalPolicies {
  identityPolicies: NamedPolicy[];
  permissionsBoundary?: NamedPolicy;
  sessionPolicies?: NamedPolicy[];
  /** The SCPs: one list for each level, from the root to the account. */
  serviceControlPolicies?: NamedPolicy[][];
  /** The RCPs: one list for each level, from the root to the account. */
  resourceControlPolicies?: NamedPolicy[][];
  /** The VPC endpoints through which requests reach services, by service prefix, and the principal that their policies are evaluated for. */
  vpcEndpoints?: {
    principal: Principal;
    byService: Record<string, VpcEndpoint>;
  };
  /**
   * The layers that apply but could not be read, in whole or in part. If identity policies, the permissions boundary, or session policies are
   * unreadable, granted permissions are `unknown`. If SCPs, RCPs, or VPC endpoint policies are unreadable, entries keep their state and `reason`
   * says so.
   */
  unreadable?: PolicyLayer[];
}

/**
 * The options of `effectivePermissions`.
 *
 * @public
 */
export interface EffectiveOptions {
  catalogue: ActionCatalogue;
  /** The time for evaluating conditions on the current time; by default, now. */
  now?: Date;
  /** The condition keys that every request of the principal carries, such as `aws:PrincipalOrgID`. */
  context?: RequestContext;
  /** The work limit; by default, a fraction of a second. */
  budget?: WorkBudget;
}

/**
 * The state of a permission. `allowed-if`: allowed under `conditions`. `allowed-except`: allowed, but not on the resources in `except`. `blocked`:
 * granted, but blocked by `blockedByLayer` and `blockedBy`. `unknown`: a layer that decides it could not be read.
 *
 * @public
 */
export type PermissionState =
  | 'allowed'
  | 'allowed-if'
  | 'allowed-except'
  | 'blocked'
  | 'unknown';

/**
 * Actions with the same state, resources, and statements.
 *
 * @public
 */
export interface PermissionEntry {
  state: PermissionState;
  /** The actions with service prefix, such as `s3:GetObject`, sorted. */
  actions: string[];
  /** The resource patterns, sorted. A pattern for a NotResource element begins with `everything but `. */
  resources: string[];
  /** The resources on which a Deny removes the permission. */
  except?: string[];
  /** The conditions in words, all of which must hold. */
  conditions?: string[];
  /** The statements that block the permission or part of it. */
  blockedBy?: StatementRef[];
  blockedByLayer?: PolicyLayer;
  /** The target that the blocking SCPs, RCPs, or VPC endpoint policy are attached to, if they specify one. */
  blockedByLevel?: string;
  /** The reason why the permission is blocked, unknown, or uncertain. */
  reason?: string;
  /** The statements that grant the permission. */
  statements: StatementRef[];
}

/**
 * The permissions in one service at one access level.
 *
 * @public
 */
export interface EffectiveLevel {
  level: AccessLevel;
  /** `full`: every action of the level is allowed on every resource without conditions. `none`: nothing is granted, or all of it is blocked. */
  extent: 'full' | 'limited' | 'none';
  entries: PermissionEntry[];
}

/**
 * The permissions in one service.
 *
 * @public
 */
export interface EffectiveService {
  service: string;
  title: string;
  /** Every access level at which the service has actions, riskiest first. */
  levels: EffectiveLevel[];
}

/**
 * The permissions of a principal.
 *
 * @public
 */
export interface EffectivePermissions {
  /** The services in which something is granted, sorted by their riskiest level (riskiest first), then by title. */
  services: EffectiveService[];
  /** The action patterns that match no action of the catalogue. AWS can have actions that the catalogue lacks. */
  unknownActions: string[];
  /** The broken documents. They grant nothing, and some of their Deny statements can be missing. */
  invalidPolicies: InvalidPolicy[];
  /** Whether the policies are too complex for the work limit. If so, nothing is known, and all lists are empty. Otherwise absent. */
  tooComplex?: true;
}
