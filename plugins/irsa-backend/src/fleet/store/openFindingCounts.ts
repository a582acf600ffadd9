import type { Knex } from 'knex';
import { inBatches } from '../../database/batches';
import { lockUnlocked, whereOneOf } from '../../database/sql';
import { accountScope } from '../scans/scopes';
import {
  openFindingsOfServiceAccounts,
  type CountedServiceAccount,
} from './counts';

const T = 'service_accounts';

/** What the scope of an account begins with. */
const ACCOUNT = accountScope('');

/** IAM service accounts counted at a time: nothing else runs on SQLite while they are. */
const BATCH = 200;

/** Where open findings may have changed. */
export type Changed =
  /** Everywhere in a cluster or account: `cluster:<name>` or `account:<12 digits>`. */
  | { scope: string }
  /** About some IAM service accounts, roles, workloads or other subjects, by their ids. */
  | { subjectIds: readonly string[] };

/**
 * Counts the open findings of the IAM service accounts again that a change concerns: those about an account itself, its role and its workloads. Writes
 * the rows whose number differs.
 *
 * The list of IAM service accounts is sorted by this number, which may be that of a moment ago: an acceptance ends between two runs of the task that
 * notifies, and a row that somebody else writes meanwhile waits for the next scan of its cluster, which counts all of it. What the list shows of each
 * row is counted when it is read.
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

/** Those whose stored number is another than that of their open findings, by this number. `now` is ISO 8601. */
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

/** The ids of those that a change concerns. What was deleted is in no list, and counted once it is back. */
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

/** Each kind of subject by an index of its own: with the conditions joined by `or`, SQLite looks at every row. */
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
