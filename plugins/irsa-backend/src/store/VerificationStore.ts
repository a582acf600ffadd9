import type { Knex } from 'knex';
import type { Verification } from '@backstage-irsa/plugin-irsa-common';
import { changesBetween } from '../history/changes';

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
export const KEPT_CHANGES_MS = 90 * 24 * 60 * 60_000;

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

/**
 * Adds a verification to the history, and drops what nobody needs any more: beyond the newest ones only those that changed something stay, and
 * those for 90 days.
 */
export async function recordVerification(
  knex: Knex,
  id: string,
  verification: Verification,
): Promise<void> {
  const before = await newestFirst(knex, id).first();
  const earlier: Verification | undefined =
    before && JSON.parse(before.verification);
  await knex(TABLE).insert({
    service_account_id: id,
    status: verification.status,
    checked_at: verification.checkedAt,
    verification: JSON.stringify(verification),
    changed:
      !earlier ||
      changesBetween(earlier.checks, verification.checks).length > 0,
  });
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

  static create(options: { knex: Knex }): VerificationStore {
    return new VerificationStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
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
