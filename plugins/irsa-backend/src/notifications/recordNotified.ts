import { rankOf } from '@backstage-irsa/core/findings';
import type { Knex } from 'knex';
import { fromList, toList } from '../database/lists';
import { REMOVED } from '../serviceAccounts/removals';
import type { NotifiedOwners } from './issues';
import type { IssueUpdate, UpdateKind } from './types';

/** The table of each kind of issue, with its columns besides the lists of owners. */
const TABLES: Record<
  UpdateKind,
  { table: string; state?: string; open?: string; severity?: string }
> = {
  finding: {
    ...{ table: 'findings', state: 'notified', open: 'open' },
    severity: 'notified_severity',
  },
  'service-account': {
    ...{ table: 'service_accounts', state: 'notified_status', open: 'broken' },
  },
  'removed-service-account': { table: REMOVED },
};

type Lists = Pick<NotifiedOwners, 'notified_owners' | 'informed_owners'> & {
  severity: number | null;
};

/** Records for some issues that an owner was notified of the same change. Rows with the same result are written in one statement. */
export async function recordNotified(
  tx: Knex.Transaction,
  owner: string,
  {
    kind,
    change,
    severity,
    ids,
  }: Pick<IssueUpdate, 'kind' | 'change' | 'severity'> & { ids: string[] },
): Promise<void> {
  const { table, state, open, severity: rank } = TABLES[kind];
  const rows: (NotifiedOwners & { id: string })[] = await tx(table)
    .whereIn('id', ids)
    .select('id', 'owners', 'notified_owners', 'informed_owners')
    .select(rank ? [rank] : []);
  const isOpen = change === 'opened' || change === 'worse';
  const results = Map.groupBy(rows, row =>
    JSON.stringify(
      isOpen ? afterOpen(row, owner, rankOf(severity)) : afterEnd(row, owner),
    ),
  );
  for (const [result, same] of results) {
    const { severity: known, ...lists }: Lists = JSON.parse(result);
    const isOver = lists.notified_owners === '|';
    await tx(table)
      .whereIn(
        'id',
        same.map(({ id }) => id),
      )
      .update({
        ...lists,
        ...(state && { [state]: isOver ? change : open }),
        ...(rank && { [rank]: known }),
      });
  }
}

/**
 * Returns the lists after an owner was notified that the issue is open with a severity. Informed owners have the order of the row's owners, so that
 * both lists are equal when all were notified. Former owners stay notified owners: their notification still says that it is open.
 */
function afterOpen(row: NotifiedOwners, owner: string, rank: number): Lists {
  const known = row.notified_severity ?? rank;
  // The others were notified of a lower severity only.
  const informed = new Set(rank > known ? [] : fromList(row.informed_owners));
  informed.add(owner);
  return {
    notified_owners: toList(new Set([...fromList(row.notified_owners), owner])),
    informed_owners: toList(
      fromList(row.owners).filter(each => informed.has(each)),
    ),
    severity: informed.size > 1 ? Math.min(known, rank) : rank,
  };
}

/** Returns the lists after an owner was notified that the issue is no longer open. */
function afterEnd(row: NotifiedOwners, owner: string): Lists {
  const without = (list: string) =>
    toList(fromList(list).filter(each => each !== owner));
  const notified = without(row.notified_owners);
  return {
    notified_owners: notified,
    informed_owners: without(row.informed_owners),
    severity: notified === '|' ? null : row.notified_severity ?? null,
  };
}
