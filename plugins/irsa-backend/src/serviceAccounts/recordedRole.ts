import type { Knex } from 'knex';
import type { Progress } from '@backstage-irsa/core/migration';
import type { Row } from './ServiceAccountRow';

const COLUMNS = ['role_row_id', 'migration_stage', 'pods_to_restart'] as const;

/** Returns the row ID of the role that it had when it was last observed, and how far its migration was. */
export function recordedRoleIn(
  row: Pick<Row, (typeof COLUMNS)[number]> | undefined,
): { roleRowId: string | null; progress?: Progress } {
  if (!row) return { roleRowId: null };
  const { migration_stage: stage, pods_to_restart: podsToRestart } = row;
  return { roleRowId: row.role_row_id, progress: { stage, podsToRestart } };
}

/** Reads the row ID of the role that an IAM service account had when it was last observed, and how far its migration was. */
export async function readRecordedRole(
  knex: Knex,
  id: string,
): Promise<ReturnType<typeof recordedRoleIn>> {
  const row = await knex<Row>('service_accounts')
    .where({ id })
    .first(...COLUMNS);
  return recordedRoleIn(row);
}
