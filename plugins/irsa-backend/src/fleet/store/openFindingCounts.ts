import type { Knex } from 'knex';
import { inBatches } from '../../database/batches';
import { lockUnlocked, whereOneOf } from '../../database/sql';
import { accountScope } from '../scans/scopes';
import {
  openFindingsOfServiceAccounts,
  type CountedServiceAccount,
} from './counts';

const T = 'service_accounts';

/** The prefix of the scope IDs of accounts. */
const ACCOUNT = accountScope('');

/** How many IAM service accounts are counted at a time: counting blocks everything else on SQLite. */
const BATCH = 200;

/** The subjects whose open findings have possibly changed. */
export type Changed =
  /** All subjects in a cluster or account: `cluster:<name>` or `account:<12 digits>`. */
  | { scope: string }
  /** Some IAM service accounts, roles, workloads, or other subjects, by ID. */
  | { subjectIds: readonly string[] };

/**
 * Recounts the open findings of the IAM service accounts that a change affects: findings about the IAM service account itself, its role, and its
 * workloads. Writes only the rows whose number differs.
 *
 * The list of IAM service accounts is sorted by this number, which can be out of date for a while: an acceptance can end between two runs of the task
 * that notifies owners, and a row that is locked by another writer waits for the next scan of its cluster, which recounts the whole cluster. The
 * number that the list shows is counted when the list is read.
 */
export async function recountOpenFindings(
  knex: Knex,
  changed: Changed,
): Promise<void> {
  const now = new Date().toISOString();
  const ids = await concerned(knex, changed);
  await inBatches(
    ids,
    async batch => {
      for (const [count, differing] of await recounted(knex, batch, now)) {
        const free: Knex.QueryBuilder = knex(T).select('id');
        whereOneOf(
          free,
          'id',
          differing.map(({ id }) => id),
        );
        lockUnlocked(free);
        await knex(T).whereIn('id', free).update({ open_findings: count });
      }
    },
    BATCH,
  );
}

/** Returns the IAM service accounts whose stored number is wrong, by the correct number. `now` is ISO 8601. */
async function recounted(
  knex: Knex,
  ids: string[],
  now: string,
): Promise<Map<number, { id: string }[]>> {
  const rows: (CountedServiceAccount & { open_findings: number })[] =
    await knex(T)
      .whereIn('id', ids)
      .select('id', 'role_row_id', 'open_findings');
  const open = await openFindingsOfServiceAccounts(knex, rows, now);
  const differing = rows.flatMap(({ id, open_findings: stored }, index) =>
    open[index].count === stored ? [] : { id, count: open[index].count },
  );
  return Map.groupBy(differing, ({ count }) => count);
}

/** Returns the IDs of the IAM service accounts that a change affects. Deleted ones are in no list, and are counted when they return. */
async function concerned(knex: Knex, changed: Changed): Promise<string[]> {
  const query: Knex.QueryBuilder = knex(T).whereNull('deleted_at');
  if ('subjectIds' in changed) {
    query.whereIn('id', ofSubjects(knex, [...new Set(changed.subjectIds)]));
  } else if (changed.scope.startsWith(ACCOUNT)) {
    query.where('role_account_id', changed.scope.slice(ACCOUNT.length));
  } else {
    query.where('scope', changed.scope);
  }
  return query.pluck('id');
}

/** Finds each kind of subject with its own index: with conditions joined by `or`, SQLite reads every row. */
function ofSubjects(knex: Knex, ids: string[]): Knex.QueryBuilder {
  const one = (table: string, id: string, column: string) => {
    const query: Knex.QueryBuilder = knex(table).select(id);
    whereOneOf(query, column, ids);
    return query;
  };
  return one(T, 'id', 'id').union([
    one(T, 'id', 'role_row_id'),
    one('inventory_workloads', 'service_account_id', 'id'),
  ]);
}
