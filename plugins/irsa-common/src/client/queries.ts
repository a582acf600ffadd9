import type {
  AccessHolder,
  AccessLevel,
  ChangeAction,
  MigrationStage,
  VerificationStatus,
} from '@backstage-irsa/core/model';

/** The page of a list to read. @public */
export interface PageQuery {
  /** The `nextCursor` of the previous page. Absent for the first page. */
  cursor?: string;
  /** The maximum number of items on the page. */
  limit?: number;
}

/** The reason for a change, for auditors. @public */
export interface ChangeReason {
  /** One line of at most 500 characters. */
  reason?: string;
  /** The number of the change request or ticket. */
  changeNumber?: string;
}

/** An AWS action for autocompletion, such as `s3:PutObject`. @public */
export interface KnownAction {
  action: string;
  level: AccessLevel;
  /** The resource types that the action applies to, such as `object`. */
  resourceTypes?: string[];
}

/** Filters for the IAM service accounts that the backend has recorded. @public */
export interface ServiceAccountQuery extends PageQuery {
  cluster?: string;
  namespace?: string;
  status?: VerificationStatus;
  owner?: string;
}

/** Filters for migrations. @public */
export interface MigrationQuery extends PageQuery {
  cluster?: string;
  stage?: MigrationStage;
  /** The id of an IAM service account. */
  serviceAccountId?: string;
}

/** The filters of the fleet tables. Each table accepts the filters of its list in the API. @public */
export type FleetFilter =
  | 'cluster'
  | 'namespace'
  | 'account'
  | 'owner'
  | 'status'
  | 'mechanism'
  | 'entity'
  | 'link'
  | 'identitySource'
  | 'severity'
  | 'check'
  | 'state'
  | 'subjectKind'
  | 'subjectId'
  | 'use'
  | 'unused'
  | 'managedBy';

/** The maximum number of values that the API accepts for one filter of a fleet table. @public */
export const MAX_FILTER_VALUES = 50;

/** Filters and sort order of a fleet table. Separate multiple values of a filter with commas, such as `high,medium`. @public */
export interface FleetQuery
  extends PageQuery,
    Partial<Record<FleetFilter, string>> {
  /** A substring of the row's name. */
  q?: string;
  /** For findings: those about an IAM service account, its role, or its workloads. For workloads: its own. For IAM service accounts: itself. */
  serviceAccountId?: string;
  /** For workloads: those whose IAM service accounts have the role. */
  roleId?: string;
  /** For workloads: itself. */
  workloadId?: string;
  /** A sort key of the list in the API. Each list has its own default. */
  sort?: string;
  order?: 'asc' | 'desc';
}

/** The query of an access list: who can perform an action on a resource? @public */
export interface AccessQuery extends PageQuery {
  /** One action, without wildcards. */
  action: string;
  /** The ARN of one resource, or `*` for actions without a resource. */
  resource: string;
  cluster?: string;
  account?: string;
  /** Only principals of this kind. */
  kind?: AccessHolder['kind'];
}

/** The subject of an access graph. @public */
export type AccessGraphScope =
  | { serviceAccountId: string }
  | { entityRef: string }
  | { roleId: string }
  | { cluster: string; namespace: string };

/** Filters for recorded changes. @public */
export interface ChangeQuery {
  /** The IAM service account as `cluster/namespace/name`. */
  serviceAccount?: string;
  /** The entity reference of the owner. */
  owner?: string;
  /** The entity reference of the requester. */
  requester?: string;
  action?: ChangeAction;
  /** The earliest start time, in ISO 8601. */
  from?: string;
  /** The exclusive end of the range, in ISO 8601. */
  to?: string;
}

/** A table that can be exported. @public */
export type ExportedTable =
  | 'service-accounts'
  | 'workloads'
  | 'findings'
  | 'roles'
  | 'node-roles';

/** The format of an exported table. @public */
export type ExportFormat = 'csv' | 'json';

/**
 * The files to render in addition to those of the role.
 *
 * @public
 */
export interface RenderOptions {
  /** Whether to render the files that create the buckets, queues, and tables of the grants. */
  createResources?: boolean;
}
