import type { Knex } from 'knex';
import type { CutOff } from '@backstage-irsa/core/model';

interface Row {
  role_arn: string;
  region: string;
  cut_off_at: string;
  cut_off_by: string;
  reason: string;
  restored_at: string | null;
  older_sessions_end_at: string | null;
}

/** A restored role, whose older sessions are denied until they have expired. */
export interface RestoredRole {
  roleArn: string;
  /** The region of the cluster, which determines the AWS partition. */
  region: string;
  /** ISO 8601. */
  restoredAt: string;
}

const TABLE = 'cut_offs';
const FEW = 500;

/** Returns the cut-offs of IAM service accounts by ID, based on the roles that are recorded for each. */
export async function cutOffsOf(
  knex: Knex,
  ids: string[],
): Promise<Map<string, CutOff>> {
  const query = knex<Row>(TABLE)
    .join('managed_objects', 'managed_objects.object', `${TABLE}.role_arn`)
    .whereNull('restored_at');
  // Very few roles are cut off, so reading all is cheaper than a long list of IDs.
  const rows: (Row & { service_account_id: string })[] = await (ids.length > FEW
    ? query
    : query.whereIn('service_account_id', ids));
  return new Map(
    rows.map(row => [row.service_account_id, toCutOff(row)] as const),
  );
}

/** Stores the roles that are cut off or restored. A role that several ServiceAccounts share is cut off for all of them. */
export class CutOffStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Records that a role is cut off. If it is already cut off, keeps who cut it off and why. */
  async record(
    roleArn: string,
    region: string,
    { at, by, reason }: CutOff,
  ): Promise<void> {
    const row: Row = {
      role_arn: roleArn,
      region,
      cut_off_at: at,
      cut_off_by: by,
      reason,
      restored_at: null,
      older_sessions_end_at: null,
    };
    await this.#knex<Row>(TABLE).insert(row).onConflict('role_arn').ignore();
    await this.#knex<Row>(TABLE)
      .where({ role_arn: roleArn })
      .whereNotNull('restored_at')
      .update(row);
  }

  /** Records that a role is restored, and when all older sessions will have expired. */
  async recordRestored(
    roleArn: string,
    region: string,
    times: { restoredAt: string; olderSessionsEndAt: string; by: string },
  ): Promise<void> {
    const { restoredAt, olderSessionsEndAt } = times;
    const restored = {
      restored_at: restoredAt,
      older_sessions_end_at: olderSessionsEndAt,
    };
    await this.#knex<Row>(TABLE)
      .insert({
        role_arn: roleArn,
        region,
        // Placeholders, if a database restored from a backup does not contain the cut-off.
        cut_off_at: restoredAt,
        cut_off_by: times.by,
        reason: '',
        ...restored,
      })
      .onConflict('role_arn')
      .merge(restored);
  }

  /** Returns the roles that are currently cut off. */
  async among(roleArns: string[]): Promise<(CutOff & { roleArn: string })[]> {
    const rows = await this.#knex<Row>(TABLE)
      .whereIn('role_arn', roleArns)
      .whereNull('restored_at');
    return rows.map(row => ({ ...toCutOff(row), roleArn: row.role_arn }));
  }

  /** Returns the restored roles whose older sessions have all expired. */
  async ended(now: Date): Promise<RestoredRole[]> {
    const rows = await this.#knex<Row>(TABLE)
      .whereNotNull('restored_at')
      .andWhere('older_sessions_end_at', '<=', now.toISOString());
    return rows.map(row => ({
      roleArn: row.role_arn,
      region: row.region,
      restoredAt: row.restored_at ?? '',
    }));
  }

  /** Whether a role is unchanged since that restore: neither cut off nor restored again. */
  async isStillRestored({
    roleArn,
    restoredAt,
  }: RestoredRole): Promise<boolean> {
    const row = await this.#knex<Row>(TABLE)
      .where({ role_arn: roleArn, restored_at: restoredAt })
      .first('role_arn');
    return row !== undefined;
  }

  /** Forgets a restored role. */
  async forget({ roleArn, restoredAt }: RestoredRole): Promise<void> {
    await this.#knex<Row>(TABLE)
      .where({ role_arn: roleArn, restored_at: restoredAt })
      .delete();
  }
}

/** Forgets cut-offs of roles that are no longer recorded. Keeps restored roles until their older sessions have expired. */
export async function forgetCutOffs(knex: Knex): Promise<void> {
  await knex<Row>(TABLE)
    .whereNull('restored_at')
    .whereNotIn('role_arn', knex('managed_objects').select('object'))
    .delete();
}

function toCutOff(row: Row): CutOff {
  return { at: row.cut_off_at, by: row.cut_off_by, reason: row.reason };
}
