import type { Knex } from 'knex';

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

/** Narrows a query to scopes that nobody scans, and that are due or have a scan that a stopped process did not end. */
export function whereDue(query: Knex.QueryBuilder, now: Knex.Raw): void {
  query
    .where('scanning_until', '<', now)
    .where(some => some.where('due_at', '<=', now).orWhereNotNull('holder'));
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
