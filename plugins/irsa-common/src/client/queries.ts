import type {
  AccessHolder,
  AccessLevel,
  ChangeAction,
  MigrationStage,
  VerificationStatus,
} from '@backstage-irsa/core/model';

/** Which page of a list. @public */
export interface PageQuery {
  /** The `nextCursor` of the page before; the first page when absent. */
  cursor?: string;
  /** The most items of the page. */
  limit?: number;
}

/** Why a change is made, for auditors. @public */
export interface ChangeReason {
  /** One line of at most 500 characters. */
  reason?: string;
  /** The number of the change request or ticket. */
  changeNumber?: string;
}

/** An AWS action, such as `s3:PutObject`, offered for completion. @public */
export interface KnownAction {
  action: string;
  level: AccessLevel;
  /** The kinds of resources that it applies to, such as `object`. */
  resourceTypes?: string[];
}

/** Filters of the IAM service accounts that the backend recorded. @public */
export interface ServiceAccountQuery extends PageQuery {
  cluster?: string;
  namespace?: string;
  status?: VerificationStatus;
  owner?: string;
}

/** Filters of the migrations. @public */
export interface MigrationQuery extends PageQuery {
  cluster?: string;
  stage?: MigrationStage;
  /** The id of an IAM service account. */
  serviceAccountId?: string;
}

/** The filters of the fleet's tables; each table takes those of its list in the API. @public */
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

/** Filters and order of a table of the fleet. Several values of a filter stand with commas between them, such as `high,medium`. @public */
export interface FleetQuery
  extends PageQuery,
    Partial<Record<FleetFilter, string>> {
  /** A part of the name of a row. */
  q?: string;
  /** Of findings: those about an IAM service account, its role or its workloads. Of workloads: its own. Of IAM service accounts: itself. */
  serviceAccountId?: string;
  /** Of workloads: those whose IAM service accounts have the role. */
  roleId?: string;
  /** A sort key of the list in the API; each list has its own default. */
  sort?: string;
  order?: 'asc' | 'desc';
}

/** Who can do this? @public */
export interface AccessQuery extends PageQuery {
  /** One action, without wildcards. */
  action: string;
  /** The ARN of one resource, or `*` for actions without one. */
  resource: string;
  cluster?: string;
  account?: string;
  /** Only these. */
  kind?: AccessHolder['kind'];
}

/** What an access graph is about. @public */
export type AccessGraphScope =
  | { serviceAccountId: string }
  | { entityRef: string }
  | { roleId: string }
  | { cluster: string; namespace: string };

/** Filters of the recorded changes. @public */
export interface ChangeQuery {
  /** As `cluster/namespace/name`. */
  serviceAccount?: string;
  /** An entity reference. */
  owner?: string;
  /** An entity reference. */
  requester?: string;
  action?: ChangeAction;
  /** The earliest start, in ISO 8601. */
  from?: string;
  /** The end of the range, in ISO 8601, itself excluded. */
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
 * Which files are rendered beside those of the role.
 *
 * @public
 */
export interface RenderOptions {
  /** Those that create the buckets, queues and tables of the grants. */
  createResources?: boolean;
}
