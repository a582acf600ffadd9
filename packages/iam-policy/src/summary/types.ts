import type { NamedPolicy } from '../document/types';
import type { InvalidPolicy } from '../document/types';

/**
 * AWS's levels of access.
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
  /** Without the service prefix, such as `GetObject`. */
  name: string;
  level: AccessLevel;
  /**
   * The ARN formats of the resource types that it accepts, such as `arn:${Partition}:s3:::${BucketName}`; empty for an action on `*`
   * alone. Absent when that is not known.
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
  /** The name people use, such as `S3`. */
  title: string;
  actions: CatalogueAction[];
}

/**
 * What the summary needs to know about AWS. `@backstage-irsa/iam-policy/catalogue` provides one for Node.
 *
 * @public
 */
export interface ActionCatalogue {
  /** The prefixes of all services, in lower case. */
  prefixes(): string[];
  /** The service of a prefix, in any case. */
  service(prefix: string): CatalogueService | undefined;
}

/**
 * What `summarizePermissions` needs beside the policies.
 *
 * @public
 */
export interface SummaryOptions {
  catalogue: ActionCatalogue;
  permissionsBoundary?: NamedPolicy;
  sessionPolicies?: NamedPolicy[];
}

/**
 * What may be done in one service at one level.
 *
 * @public
 */
export interface LevelSummary {
  level: AccessLevel;
  /** `full`: every action of the level on every resource without conditions; else `limited`. */
  extent: 'full' | 'limited';
  /** With prefix, such as `s3:GetObject`, sorted. */
  actions: string[];
  /** Resource patterns, sorted; those of a NotResource begin with `everything but `. */
  resources: string[];
}

/**
 * What may be done in one service.
 *
 * @public
 */
export interface ServiceSummary {
  service: string;
  title: string;
  /** The riskiest level first. */
  levels: LevelSummary[];
}

/**
 * What a principal may do by its own policies.
 *
 * @public
 */
export interface PermissionsSummary {
  /** Those with the riskiest level first, then by title. */
  services: ServiceSummary[];
  /** Action patterns that match nothing in the catalogue: AWS may know more actions than it does. */
  unknownActions: string[];
  /** Documents that could not be read: they grant nothing, and a Deny of them may be missing. */
  invalidPolicies: InvalidPolicy[];
}
