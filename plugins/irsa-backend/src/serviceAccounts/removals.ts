import type { VerificationStatus } from '@backstage-irsa/core/model';
import type { Knex } from 'knex';
import type { Row } from './ServiceAccountRow';

/** The table of IAM service accounts that were deleted before notifications and events reported it. */
export const REMOVED = 'removed_service_accounts';

/** The last events about an IAM service account that scans no longer find. */
const ENDED = ['deleted', 'retired'];

/** What notifications and events say about a deleted IAM service account. */
export interface RemovedRow
  extends Pick<
    Row,
    'id' | 'cluster' | 'namespace' | 'name' | 'role_arn' | 'owners'
  > {
  entity_ref: string | null;
  notified_owners: string;
  informed_owners: string;
  announced_status: VerificationStatus | null;
}

/** Keeps what notifications and events need of an IAM service account that is about to be deleted, if they have reported it. */
export async function keepRemoved(
  transaction: Knex.Transaction,
  id: string,
): Promise<void> {
  const row = await transaction('service_accounts').where({ id }).first();
  if (!row) return;
  const { notified_owners: notified, announced_status: announced } = row;
  const isAnnounced = ENDED.includes(announced);
  if (notified === '|' && (announced === null || isAnnounced)) return;
  const kept: RemovedRow = {
    id,
    cluster: row.cluster,
    namespace: row.namespace,
    name: row.name,
    role_arn: row.role_arn,
    entity_ref: row.entity_ref ?? row.catalog_entity_ref,
    owners: row.owners,
    notified_owners: notified,
    informed_owners: row.informed_owners,
    announced_status: isAnnounced ? null : announced,
  };
  await transaction(REMOVED).insert(kept).onConflict('id').merge();
}

/** Deletes the rows that notifications and events have reported. */
export async function dropReported(knex: Knex): Promise<void> {
  await knex(REMOVED)
    .where({ notified_owners: '|', announced_status: null })
    .delete();
}
