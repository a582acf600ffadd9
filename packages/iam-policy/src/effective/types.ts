import type { NamedPolicy } from '../document/types';
import type { PolicyLayer } from '../document/types';
import type { InvalidPolicy } from '../document/types';
import type { Principal, RequestContext, VpcEndpoint } from '../evaluate/types';
import type { AccessLevel, ActionCatalogue } from '../summary/types';

/**
 * One statement of one policy.
 *
 * @public
 */
export interface StatementRef {
  layer?: PolicyLayer;
  /** Of an SCP, an RCP or the policy of a VPC endpoint: what it is attached to, where its policy says so. */
  level?: string;
  policy: string;
  /** Index in the document, from 0. */
  statement: number;
  sid?: string;
}

/**
 * Every policy that decides what a principal may do on its own account's resources. A layer left out does not apply.
 *
 * @public
 */
export interface PrincipalPolicies {
  identityPolicies: NamedPolicy[];
  permissionsBoundary?: NamedPolicy;
  sessionPolicies?: NamedPolicy[];
  /** One list for each level from the root to the account. */
  serviceControlPolicies?: NamedPolicy[][];
  /** One list for each level from the root to the account. */
  resourceControlPolicies?: NamedPolicy[][];
  /** The VPC endpoints through which its requests reach services, by the prefix of the service, and who it is to their policies. */
  vpcEndpoints?: {
    principal: Principal;
    byService: Record<string, VpcEndpoint>;
  };
  /**
   * Layers that apply and could not be read, in whole or in part. Without the identity policies, the boundary or the session policies what is granted is
   * `unknown`; without those of the organization or of VPC endpoints it keeps its state and says so in `reason`.
   */
  unreadable?: PolicyLayer[];
}

/**
 * What `effectivePermissions` needs beside the policies.
 *
 * @public
 */
export interface EffectiveOptions {
  catalogue: ActionCatalogue;
  /** The time that conditions on the current time are compared with; now when absent. */
  now?: Date;
  /** Condition keys that every request of the principal carries, such as `aws:PrincipalOrgID`. */
  context?: RequestContext;
}

/**
 * `allowed`; `allowed-if` under `conditions`; `allowed-except` on the resources in `except`; `blocked` although granted, by what
 * `blockedByLayer` and `blockedBy` say; `unknown` because a layer was not read.
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
 * Actions that share a state, resources and the statements behind them.
 *
 * @public
 */
export interface PermissionEntry {
  state: PermissionState;
  /** With prefix, such as `s3:GetObject`, sorted. */
  actions: string[];
  /** Resource patterns, sorted; those of a NotResource begin with `everything but `. */
  resources: string[];
  /** The resources on which a Deny removes it. */
  except?: string[];
  /** In plain words; all of them must hold. */
  conditions?: string[];
  /** The statements that remove it, or part of it. */
  blockedBy?: StatementRef[];
  blockedByLayer?: PolicyLayer;
  /** What the SCPs, the RCPs or the policy of a VPC endpoint that block it are attached to, where they say so. */
  blockedByLevel?: string;
  /** Why it is blocked, unknown, or not known for sure. */
  reason?: string;
  /** What grants it. */
  statements: StatementRef[];
}

/**
 * What may be done in one service at one level.
 *
 * @public
 */
export interface EffectiveLevel {
  level: AccessLevel;
  /** `full`: every action of the level on every resource without conditions. `none`: nothing is granted, or all of it blocked. */
  extent: 'full' | 'limited' | 'none';
  entries: PermissionEntry[];
}

/**
 * What may be done in one service.
 *
 * @public
 */
export interface EffectiveService {
  service: string;
  title: string;
  /** Every level at which the service has actions, the riskiest first. */
  levels: EffectiveLevel[];
}

/**
 * What a principal may do.
 *
 * @public
 */
export interface EffectivePermissions {
  /** The services in which something is granted, those with the riskiest level first, then by title. */
  services: EffectiveService[];
  /** Action patterns that match nothing in the catalogue: AWS may know more actions than it does. */
  unknownActions: string[];
  /** Documents that could not be read: they grant nothing, and a Deny of them may be missing. */
  invalidPolicies: InvalidPolicy[];
}
