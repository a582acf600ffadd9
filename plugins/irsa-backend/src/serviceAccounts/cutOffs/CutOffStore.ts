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

/** A role that was restored, and whose older sessions are denied until they have ended. */
export interface RestoredRole {
  roleArn: string;
  /** Of the cluster, by which AWS's partition is known. */
  region: string;
  /** ISO 8601. */
  restoredAt: string;
}

const TABLE = 'cut_offs';
const FEW = 500;

/** The cut offs of IAM service accounts by id, told from the roles that are recorded for each. */
export async function cutOffsOf(
  knex: Knex,
  ids: string[],
): Promise<Map<string, CutOff>> {
  const query = knex<Row>(TABLE)
    .join('managed_objects', 'managed_objects.object', `${TABLE}.role_arn`)
    .whereNull('restored_at');
  // Next to none are cut off, so that all are fewer than a long list of names.
  const rows: (Row & { service_account_id: string })[] = await (ids.length > FEW
    ? query
    : query.whereIn('service_account_id', ids));
  return new Map(
    rows.map(row => [row.service_account_id, toCutOff(row)] as const),
  );
}

/** The roles that are cut off, and those that were restored since. A role that several ServiceAccounts share is cut off for all of them. */
export class CutOffStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Records that a role is cut off. One that is already keeps who cut it off, and why. */
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

  /** Records that a role is restored, and when no session of before can be left. */
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
        // What a database restored from a backup does not know.
        cut_off_at: restoredAt,
        cut_off_by: times.by,
        reason: '',
        ...restored,
      })
      .onConflict('role_arn')
      .merge(restored);
  }

  /** Which of the roles are cut off now. */
  async among(roleArns: string[]): Promise<(CutOff & { roleArn: string })[]> {
    const rows = await this.#knex<Row>(TABLE)
      .whereIn('role_arn', roleArns)
      .whereNull('restored_at');
    return rows.map(row => ({ ...toCutOff(row), roleArn: row.role_arn }));
  }

  /** The restored roles of which no older session can be left. */
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

  /** Whether a role is still as it was restored then: neither cut off nor restored again. */
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

/** Forgets cut offs of roles that are recorded for nobody any more. Those that were restored wait for their end. */
export async function forgetCutOffs(knex: Knex): Promise<void> {
  await knex<Row>(TABLE)
    .whereNull('restored_at')
    .whereNotIn('role_arn', knex('managed_objects').select('object'))
    .delete();
}

function toCutOff(row: Row): CutOff {
  return { at: row.cut_off_at, by: row.cut_off_by, reason: row.reason };
}
