import type { Knex } from 'knex';
import type { TrendPoint } from '@backstage-irsa/core/model';
import type { StateRow } from './inventory/rows';
import {
  whereVisible,
  type Placed,
  type Visibility,
} from '../../authorization/visibility';

/** The number of days in a trend. States and resolved findings are kept at least this long, unless `irsa.scans.historyDays` is less. */
const DAYS = 90;
const DAY_MS = 24 * 60 * 60 * 1000;

/** The change of the number of rows in a state on one day. */
interface Change {
  day: string;
  by: number;
}

/** Returns how many rows of a kind were in a state on each of the last days with data, the newest day last. */
export async function stateTrend(
  knex: Knex,
  { kind, state }: Pick<StateRow, 'kind' | 'state'>,
  visibility: Visibility,
  now: Date,
): Promise<TrendPoint[]> {
  const placed = { kind, id: 'inventory_states.row_id' };
  const rows = (of: Knex.QueryBuilder) => {
    of.where('inventory_states.kind', kind);
    whereVisible(of, visibility, placed);
    return of;
  };
  const inState = () =>
    rows(knex('inventory_states')).where('inventory_states.state', state);
  const [first, began, ended] = await Promise.all([
    firstOf(rows(knex('inventory_states')), 'inventory_states.from_at'),
    changes(inState(), 'inventory_states.from_at', 1),
    changes(inState(), 'inventory_states.until_at', -1),
  ]);
  return pointsOf([...began, ...ended], first, now);
}

const FINDINGS: Placed = {
  kind: { column: 'findings.subject_kind' },
  id: 'findings.subject_id',
};

/** Returns how many findings of a severity or above were open on each of the last days with data, the newest day last. */
export async function findingsTrend(
  knex: Knex,
  leastSeverity: number,
  visibility: Visibility,
  now: Date,
): Promise<TrendPoint[]> {
  const all = () => {
    const query: Knex.QueryBuilder = knex('findings');
    whereVisible(query, visibility, FINDINGS);
    return query;
  };
  const severe = () => all().where('findings.severity', '>=', leastSeverity);
  const accepted = () =>
    severe()
      .whereNotNull('findings.accepted_at')
      .whereRaw(
        `findings.accepted_at < coalesce(findings.resolved_at, findings.accepted_until)`,
      );
  const acceptedEnd = `case when findings.resolved_at < findings.accepted_until then findings.resolved_at else findings.accepted_until end`;
  const [first, ...all4] = await Promise.all([
    firstOf(all(), 'findings.first_seen_at'),
    changes(severe(), 'findings.first_seen_at', 1),
    changes(severe(), 'findings.resolved_at', -1),
    changes(accepted(), 'findings.accepted_at', -1),
    changes(accepted(), acceptedEnd, 1),
  ]);
  return pointsOf(all4.flat(), first, now);
}

async function firstOf(
  query: Knex.QueryBuilder,
  column: string,
): Promise<string | null> {
  const [{ first }] = await query.min({ first: column });
  return first;
}

/** Counts the times in an SQL expression by day. Rows without a time do not count. */
async function changes(
  query: Knex.QueryBuilder,
  time: string,
  by: 1 | -1,
): Promise<Change[]> {
  const day = `substr(${time}, 1, 10)`;
  const rows: { day: string; count: number | string }[] = await query
    .whereRaw(`(${time}) is not null`)
    .select(query.client.raw(`${day} as day`))
    .count({ count: '*' })
    .groupByRaw(day);
  return rows.map(row => ({ day: row.day, by: by * Number(row.count) }));
}

function pointsOf(
  all: Change[],
  first: string | null,
  now: Date,
): TrendPoint[] {
  if (first === null) return [];
  return Array.from({ length: DAYS }, (_, index) => {
    const at = new Date(now.getTime() - (DAYS - 1 - index) * DAY_MS);
    return at.toISOString();
  })
    .filter(at => at.slice(0, 10) >= first.slice(0, 10))
    .map(at => ({
      at,
      value: all
        .filter(({ day }) => day <= at.slice(0, 10))
        .reduce((sum, { by }) => sum + by, 0),
    }));
}
