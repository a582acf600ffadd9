import { parseRoleArn } from '@backstage-irsa/core/arn';
import type { Knex } from 'knex';
import type {
  Mechanism,
  MigrationStage,
  VerificationStatus,
} from '@backstage-irsa/core/model';
import type { VerificationRecord } from './VerificationRecord';
import { fromList } from '../database/lists';

/** The length of the indexed prefix of a role ARN. PostgreSQL refuses a row whose indexed values are too long. */
const INDEXED = 512;

/** Restricts a query to rows whose last observed role is one of these. */
export function whereRoleArn(
  query: Knex.QueryBuilder,
  roleArns: string[],
): void {
  const beginnings = roleArns.map(arn => [...arn].slice(0, INDEXED).join(''));
  query
    .whereIn(query.client.raw(`substr(role_arn, 1, ${INDEXED})`), beginnings)
    .whereIn('role_arn', roleArns);
}

/** A database row of an IAM service account. Objects are stored as JSON. */
export interface Row {
  id: string;
  cluster: string;
  namespace: string;
  name: string;
  entity_ref: string | null;
  entity_uid: string | null;
  owner: string | null;
  mechanism: Mechanism;
  role_arn: string | null;
  verified_role_arn: string | null;
  verified_role_id: string | null;
  service_account_uid: string | null;
  namespace_uid: string | null;
  spec: string | null;
  /** Until when IAM can still be propagating changes. ISO 8601. */
  settling_until: string | null;
  status: VerificationStatus | null;
  verification: string | null;
  permissions: string | null;
  workloads: string | null;
  drift: string | null;
  managed_by: string | null;
  association: string | null;
  annotated_role_arn: string | null;
  migration_stage: MigrationStage;
  pods_to_restart: number;
  created_at: string;
  updated_at: string;
  /** The cluster whose scans find it; null until the first scan, or the fleet update after a change. */
  scope: string | null;
  digest: string | null;
  role_account_id: string | null;
  /** The row of its role; null if it only names the role. */
  role_row_id: string | null;
  /** The number of running pods; null if pods were not read. */
  pods: number | null;
  /** Entity references, with `|` before, between, and after them. */
  owners: string;
  catalog_entity_ref: string | null;
  /** The entity that an administrator linked. */
  linked_entity_ref: string | null;
  /** A ProposedEntity as JSON; null if it belongs to an entity, or if nothing suggests one. */
  proposed_entity: string | null;
  scanned_at: string | null;
  deleted_at: string | null;
  /** The last token exchange that AWS STS answered, with the facts that it depends on, as JSON; null before the first one. */
  proof: string | null;
}

/** Returns the owners: those that the last scan read from the catalog or, before the first scan, the recorded owner. */
export function ownersOf({
  owner,
  owners,
}: Pick<Row, 'owner' | 'owners'>): string[] {
  const scanned = fromList(owners);
  return scanned.length > 0 || owner === null ? scanned : [owner];
}

/** Returns the UIDs that a merge writes. The first UID is kept, so that a recreated object is detected until somebody adopts it. */
export function firstUids(knex: Knex) {
  const first = (column: string) =>
    knex.raw('coalesce(??, ??)', [
      `service_accounts.${column}`,
      `excluded.${column}`,
    ]);
  return {
    service_account_uid: first('service_account_uid'),
    namespace_uid: first('namespace_uid'),
  };
}

/** Returns the columns that contain the result of a verification. */
export function observedColumns(record: VerificationRecord) {
  const { verification, managedBy, association } = record;
  return {
    mechanism: record.mechanism,
    role_arn: record.roleArn,
    role_account_id: parseRoleArn(record.roleArn ?? '')?.accountId ?? null,
    role_row_id: record.roleRowId,
    service_account_uid: record.serviceAccountUid,
    namespace_uid: record.namespaceUid,
    status: verification.status,
    verification: JSON.stringify(verification),
    permissions: JSON.stringify(record.permissions),
    workloads: JSON.stringify(record.workloads),
    managed_by: managedBy ? JSON.stringify(managedBy) : null,
    association: association ? JSON.stringify(association) : null,
    annotated_role_arn: record.annotatedRoleArn ?? null,
    migration_stage: record.progress.stage,
    pods_to_restart: record.progress.podsToRestart,
    proof: record.proof && JSON.stringify(record.proof),
  };
}

/** The tables with more data of an IAM service account, which is deleted together with its row. */
export const TABLES_OF_ONE = [
  'deliveries',
  'managed_objects',
  'verifications',
  'effective_permissions',
  'chains',
  'right_sizings',
  'transfers',
];
