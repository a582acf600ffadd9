import type { NamedPolicy } from '../document/types';
import type { InvalidPolicy } from '../document/types';
import type { WorkBudget } from '../match/budget';

/**
 * The access levels of AWS actions.
 *
 * Source: IAM User Guide, "Access levels in policy summaries".
 *
 * @public
 */
export type AccessLevel =
  | 'List'
  | 'Read'
  | 'Write'
  | 'Permissions management'
  | 'Tagging';

/**
 * One action of a service.
 *
 * @public
 */
export interface CatalogueAction {
  /** The name without the service prefix, such as `GetObject`. */
  name: string;
  level: AccessLevel;
  /**
   * The ARN formats of the resource types that the action accepts, such as `arn:${Partition}:s3:::${BucketName}`. Empty for an action that
   * accepts only `*`. Absent if unknown.
   *
   * Source: Service Authorization Reference, "Resource types table".
   */
  resources?: readonly string[];
}

/**
 * One service and its actions.
 *
 * @public
 */
export interface CatalogueService {
  /** The IAM prefix in lower case, such as `s3`. */
  prefix: string;
  /** The common name, such as `S3`. */
  title: string;
  actions: CatalogueAction[];
}

/**
 * The AWS services and their actions. `@backstage-irsa/iam-policy/catalogue` provides a catalogue for Node.
 *
 * @public
 */
export interface ActionCatalogue {
  /** Returns the prefixes of all services, in lower case. */
  prefixes(): string[];
  /** Returns the service with a prefix, which is case-insensitive. */
  service(prefix: string): CatalogueService | undefined;
}

/**
 * The options of `summarizePermissions`.
 *
 * @public
 */
export interface SummaryOptions {
  catalogue: ActionCatalogue;
  permissionsBoundary?: NamedPolicy;
  sessionPolicies?: NamedPolicy[];
  /** The work limit; by default, a fraction of a second. */
  budget?: WorkBudget;
}

/**
 * The allowed actions of one service at one access level.
 *
 * @public
 */
export interface LevelSummary {
  level: AccessLevel;
  /** `full`: every action of the level is allowed on every resource without conditions. Otherwise `limited`. */
  extent: 'full' | 'limited';
  /** The actions with service prefix, such as `s3:GetObject`, sorted. */
  actions: string[];
  /** The resource patterns, sorted. A pattern for a NotResource element begins with `everything but `. */
  resources: string[];
}

/**
 * The allowed actions of one service.
 *
 * @public
 */
export interface ServiceSummary {
  service: string;
  title: string;
  /** The access levels, riskiest first. */
  levels: LevelSummary[];
}

/**
 * The permissions that a principal has by its own policies.
 *
 * @public
 */
export interface PermissionsSummary {
  /** The services, sorted by their riskiest level (riskiest first), then by title. */
  services: ServiceSummary[];
  /** The action patterns that match no action of the catalogue. AWS can have actions that the catalogue lacks. */
  unknownActions: string[];
  /** The broken documents. They grant nothing, and some of their Deny statements can be missing. */
  invalidPolicies: InvalidPolicy[];
  /** Whether the policies are too complex for the work limit. If so, nothing is known, and all lists are empty. Otherwise absent. */
  tooComplex?: true;
}
