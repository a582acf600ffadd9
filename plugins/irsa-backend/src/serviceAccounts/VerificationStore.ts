import type { Knex } from 'knex';
import type { Verification } from '@backstage-irsa/core/model';
import { changesBetween } from '@backstage-irsa/core/status';
import { writeRows } from '../database/writeRows';

interface Row {
  seq: number;
  service_account_id: string;
  status: string;
  checked_at: string;
  verification: string;
  changed: boolean | number;
}

const TABLE = 'verifications';

/** So many of each IAM service account are kept, whether or not anything changed. */
export const KEPT = 200;

/** Older ones are kept so long when they changed something. */
const KEPT_CHANGES_MS = 90 * 24 * 60 * 60_000;

/** A verification of the past. */
export interface StoredVerification {
  seq: number;
  verification: Verification;
}

function newestFirst(knex: Knex, id: string) {
  return knex<Row>(TABLE)
    .where({ service_account_id: id })
    .orderBy('seq', 'desc');
}

/** A verification of one IAM service account. */
export interface MadeVerification {
  id: string;
  verification: Verification;
  /** The same as JSON. */
  json: string;
}

async function newestOf(
  knex: Knex,
  ids: string[],
): Promise<Map<string, Verification>> {
  const rows = await knex<Row>(TABLE).whereIn(
    'seq',
    knex<Row>(TABLE)
      .whereIn('service_account_id', ids)
      .groupBy('service_account_id')
      .max('seq'),
  );
  return new Map(
    rows.map(row => [row.service_account_id, JSON.parse(row.verification)]),
  );
}

/**
 * Adds verifications to the history, one of each IAM service account, and drops what nobody needs any more: beyond the newest ones only those that
 * changed something stay, and those for 90 days. `onlyChanges` leaves out those that changed nothing.
 */
export async function recordVerifications(
  knex: Knex,
  made: MadeVerification[],
  { onlyChanges = false } = {},
): Promise<void> {
  const earlier = await newestOf(
    knex,
    made.map(({ id }) => id),
  );
  const rows = made.map(({ id, verification, json }) => ({
    service_account_id: id,
    status: verification.status,
    checked_at: verification.checkedAt,
    verification: json,
    changed:
      changesBetween(earlier.get(id)?.checks ?? [], verification.checks)
        .length > 0 || !earlier.has(id),
  }));
  const kept = onlyChanges ? rows.filter(({ changed }) => changed) : rows;
  if (kept.length === 0) return;
  await writeRows(knex, TABLE, kept);
  const full = await knex<Row>(TABLE)
    .whereIn(
      'service_account_id',
      kept.map(row => row.service_account_id),
    )
    .groupBy('service_account_id')
    .havingRaw('count(*) > ?', [KEPT])
    .select('service_account_id');
  for (const row of full) await drop(knex, row.service_account_id);
}

async function drop(knex: Knex, id: string): Promise<void> {
  const firstTooOld = await newestFirst(knex, id).offset(KEPT).first('seq');
  if (!firstTooOld) return;
  const since = new Date(Date.now() - KEPT_CHANGES_MS).toISOString();
  await knex<Row>(TABLE)
    .where({ service_account_id: id })
    .where('seq', '<=', firstTooOld.seq)
    .where(old =>
      old.where({ changed: false }).orWhere('checked_at', '<', since),
    )
    .delete();
}

/** The history of verifications. */
export class VerificationStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** The newest ones of an IAM service account, or the newest before one of them. */
  async newest(
    id: string,
    options: { before?: number; limit: number },
  ): Promise<StoredVerification[]> {
    const query = newestFirst(this.#knex, id).limit(options.limit);
    if (options.before !== undefined) query.where('seq', '<', options.before);
    const rows = await query;
    return rows.map(({ seq, verification }) => ({
      seq,
      verification: JSON.parse(verification),
    }));
  }
}
