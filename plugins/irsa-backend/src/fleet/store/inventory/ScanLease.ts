import type { Knex } from 'knex';
import { databaseTime } from '../../../database/clock';

/** The due time of a requested scan, which is before all regular due times. */
export const REQUESTED = -1;

/**
 * How long after its start a scan that a stopped process did not end starts again, in milliseconds. A scan that stops every process, for example for
 * lack of memory, must not stop one replica after the other.
 */
const ABANDONED_MS = 5 * 60_000;

/** The lease of a running scan: nobody else scans the scope, or writes results of scans of it. */
export interface ScanLease {
  scope: string;
  /** The random ID of the scan. */
  holder: string;
}

/** A scan must end, because it does not hold its lease anymore. */
export class LeaseLostError extends Error {
  constructor(scope: string) {
    super(
      `Another process took over the scan of ${scope}, or the scope was removed.`,
    );
  }
}

/** Narrows a query to scopes of which a scan can start: nobody scans them, and no stopped process has left a recent scan, unless a user asks again. */
export function whereFree(query: Knex.QueryBuilder, knex: Knex): void {
  const abandoned = new Date(Date.now() - ABANDONED_MS).toISOString();
  query
    .where('scanning_until', '<', databaseTime(knex))
    .where(some =>
      some
        .whereNull('holder')
        .orWhere('attempted_at', '<=', abandoned)
        .orWhere('due_at', REQUESTED),
    );
}

/** Narrows a query to free scopes that are due, or have a scan that a stopped process did not end. */
export function whereDue(query: Knex.QueryBuilder, knex: Knex): void {
  whereFree(query, knex);
  query.where(some =>
    some.where('due_at', '<=', databaseTime(knex)).orWhereNotNull('holder'),
  );
}

/**
 * Ensures that a scan still holds its lease. In a transaction, the lease stays until the transaction ends.
 *
 * @throws LeaseLostError - if the scan does not hold it
 */
export async function holdLease(
  knex: Knex,
  { scope, holder }: ScanLease,
): Promise<void> {
  const held = await knex('inventory_scopes')
    .where({ id: scope, holder })
    .forShare()
    .first('id');
  if (held === undefined) throw new LeaseLostError(scope);
}
