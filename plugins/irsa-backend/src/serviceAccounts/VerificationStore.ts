import type { Knex } from 'knex';
import type {
  CheckChange,
  CheckResult,
  Verification,
} from '@backstage-irsa/core/model';
import { changesBetween } from '@backstage-irsa/core/status';
import { writeRows } from '../database/writeRows';

interface Row {
  seq: number;
  service_account_id: string;
  status: Verification['status'];
  checked_at: string;
  live_proof: string | null;
  changes: string | null;
}

const TABLE = 'verifications';

/** The number of verifications to keep for each IAM service account, whether or not anything changed. */
export const KEPT = 200;

/** How long to keep older verifications that changed something, in milliseconds. */
const KEPT_CHANGES_MS = 90 * 24 * 60 * 60_000;

/** A past verification, as stored in the history. */
export interface StoredVerification
  extends Pick<Verification, 'status' | 'checkedAt' | 'liveProof'> {
  seq: number;
  /** The checks whose result differs from the previous verification; empty for the first one. */
  changes: CheckChange[];
}

/** A verification to add to the history of an IAM service account. */
export interface MadeVerification {
  id: string;
  verification: Omit<Verification, 'checks'>;
  /** The complete verification as JSON. */
  json: string;
  /** The previous verification as JSON; null for the first one. */
  before: string | null;
}

function newestFirst(knex: Knex, id: string) {
  return knex<Row>(TABLE)
    .where({ service_account_id: id })
    .orderBy('seq', 'desc');
}

function toRow({
  id,
  verification: { status, checkedAt, liveProof },
  json,
  before,
}: MadeVerification): Omit<Row, 'seq'> {
  const changes =
    before === null ? [] : changesBetween(checksIn(before), checksIn(json));
  return {
    service_account_id: id,
    status,
    checked_at: checkedAt,
    live_proof: liveProof && JSON.stringify(liveProof),
    changes:
      before !== null && changes.length === 0 ? null : JSON.stringify(changes),
  };
}

function checksIn(json: string): CheckResult[] {
  const { checks }: Verification = JSON.parse(json);
  return checks;
}

/**
 * Adds verifications to the history, one for each IAM service account, and deletes old ones: beyond the newest 200, keeps only those that changed
 * something, for 90 days. `onlyChanges` skips verifications that changed nothing.
 */
export async function recordVerifications(
  knex: Knex,
  made: MadeVerification[],
  { onlyChanges = false } = {},
): Promise<void> {
  const rows = made.map(toRow);
  const kept = onlyChanges ? rows.filter(row => row.changes !== null) : rows;
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
    .where(old => old.whereNull('changes').orWhere('checked_at', '<', since))
    .delete();
}

/** Reads the history of verifications. */
export class VerificationStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Returns the newest verifications of an IAM service account, optionally only those before a given one. */
  async newest(
    id: string,
    options: { before?: number; limit: number },
  ): Promise<StoredVerification[]> {
    const query = newestFirst(this.#knex, id).limit(options.limit);
    if (options.before !== undefined) query.where('seq', '<', options.before);
    const rows = await query;
    return rows.map(row => ({
      seq: row.seq,
      status: row.status,
      checkedAt: row.checked_at,
      liveProof: JSON.parse(row.live_proof ?? 'null'),
      changes: JSON.parse(row.changes ?? '[]'),
    }));
  }
}
