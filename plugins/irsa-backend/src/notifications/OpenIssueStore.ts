import { rankOf, SEVERITIES, severityOf } from '@backstage-irsa/core/findings';
import type { Severity, SubjectKind } from '@backstage-irsa/core/model';
import type { Knex } from 'knex';
import { fromList } from '../database/lists';
import { whereListed } from '../database/sql';
import { totalOf } from '../database/totalOf';
import type { FindingRow } from '../fleet/store/inventory/rows';
import {
  ACCOUNT_COLUMNS,
  accountIssue,
  brokenAccounts,
  CHAIN_BROKEN,
  findingIssue,
  openFindings,
  scopeIds,
  type AccountRow,
} from './issues';
import type { OpenIssues, OwnerDigest } from './types';

/** The maximum number of issues of a group that are named. */
export const MOST_NAMED = 5;

interface Counted {
  owners: string;
  check_id: string;
  severity: number;
  count: number | string;
}

/** Reads the open issues of owners. */
export class OpenIssueStore {
  readonly #knex: Knex;
  readonly #minimumRank: number;

  constructor(options: { knex: Knex; minimumRank: number }) {
    this.#knex = options.knex;
    this.#minimumRank = options.minimumRank;
  }

  /** Reads the open issues of one check and owner at a time in ISO 8601. */
  async read(owner: string, check: string, now: string): Promise<OpenIssues> {
    const findings = await this.#findings(owner, check, now);
    if (check !== CHAIN_BROKEN) return findings;
    const accounts = await this.#accounts(owner);
    return {
      ...findings,
      count: findings.count + accounts.count,
      subjects: together([...findings.subjects, ...accounts.subjects]),
      worst: [...findings.worst, ...accounts.worst]
        .sort((a, b) => rankOf(b.severity) - rankOf(a.severity))
        .slice(0, MOST_NAMED),
    };
  }

  /** Counts the open findings of each owner, regardless of severity, and those opened and resolved since a time. Both times are ISO 8601. */
  async digests(since: string, now: string): Promise<OwnerDigest[]> {
    const counted = (query: Knex.QueryBuilder): Promise<Counted[]> =>
      query
        .whereNot('owners', '|')
        .groupBy('owners', 'check_id', 'severity')
        .select('owners', 'check_id', 'severity')
        .count({ count: '*' });
    const open = () => openFindings(this.#knex, 0, now);
    const [all, opened, resolved] = await Promise.all([
      counted(open()),
      counted(open().where('first_seen_at', '>=', since)),
      counted(
        this.#knex('findings')
          .where('resolved_at', '>=', since)
          .whereIn('scope', scopeIds(this.#knex)),
      ),
    ]);
    const [ofAll, ofOpened, ofResolved] = [all, opened, resolved].map(byOwner);
    return [...ofAll]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([owner, rows]) => ({
        owner,
        ...countsOf(rows),
        opened: totalOf(ofOpened.get(owner) ?? []),
        resolved: totalOf(ofResolved.get(owner) ?? []),
      }));
  }

  async #findings(
    owner: string,
    check: string,
    now: string,
  ): Promise<OpenIssues> {
    const open = () => {
      const query = openFindings(this.#knex, this.#minimumRank, now);
      whereListed(query, 'owners', owner);
      return query.where('check_id', check);
    };
    const kinds: {
      subject_kind: SubjectKind;
      count: number | string;
      subjects: number | string;
    }[] = await open()
      .groupBy('subject_kind')
      .select('subject_kind')
      .count({ count: '*' })
      .countDistinct({ subjects: 'subject_id' });
    const worst: FindingRow[] = await open()
      .orderBy([
        { column: 'severity', order: 'desc' },
        { column: 'subject_name' },
        { column: 'id' },
      ])
      .limit(MOST_NAMED)
      .select();
    return {
      ...this.#severities(),
      count: totalOf(kinds),
      subjects: kinds.map(({ subject_kind: kind, subjects }) => ({
        kind,
        count: Number(subjects),
      })),
      worst: worst.map(findingIssue),
    };
  }

  #severities(): Pick<OpenIssues, 'severities'> {
    return this.#minimumRank > 0
      ? { severities: SEVERITIES.slice(this.#minimumRank) }
      : {};
  }

  async #accounts(owner: string): Promise<OpenIssues> {
    const broken = () => {
      const query = brokenAccounts(this.#knex);
      whereListed(query, 'owners', owner);
      return query;
    };
    const [{ count: rows }] = await broken().count({ count: '*' });
    const count = Number(rows);
    const worst: AccountRow[] = await broken()
      .orderBy(['namespace', 'name', 'cluster'])
      .limit(MOST_NAMED)
      .select(ACCOUNT_COLUMNS);
    return {
      count,
      subjects: count > 0 ? [{ kind: 'service-account', count }] : [],
      worst: worst.map(accountIssue),
    };
  }
}

/** Returns the rows of each owner. */
function byOwner(rows: Counted[]): Map<string, Counted[]> {
  const owned = new Map<string, Counted[]>();
  for (const row of rows) {
    for (const owner of fromList(row.owners)) {
      const own = owned.get(owner);
      if (own) own.push(row);
      else owned.set(owner, [row]);
    }
  }
  return owned;
}

function together(parts: OpenIssues['subjects']): OpenIssues['subjects'] {
  const counts = new Map<SubjectKind, number>();
  for (const { kind, count } of parts) {
    counts.set(kind, (counts.get(kind) ?? 0) + count);
  }
  return [...counts].map(([kind, count]) => ({ kind, count }));
}

function countsOf(rows: Counted[]): Pick<OwnerDigest, 'checks' | 'counts'> {
  const checks = new Map<string, { worst: number; count: number }>();
  for (const { check_id: check, severity, count } of rows) {
    const known = checks.get(check) ?? { worst: 0, count: 0 };
    checks.set(check, {
      worst: Math.max(known.worst, severity),
      count: known.count + Number(count),
    });
  }
  const ofSeverity = (rank: number) =>
    totalOf(rows.filter(({ severity }) => severity === rank));
  return {
    checks: [...checks]
      .sort(
        ([a, one], [b, other]) =>
          other.worst - one.worst ||
          other.count - one.count ||
          a.localeCompare(b),
      )
      .map(([check, { worst, count }]) => ({
        check,
        severity: severityOf(worst) ?? 'low',
        count,
      })),
    counts: Object.fromEntries(
      SEVERITIES.map((severity, rank) => [severity, ofSeverity(rank)]),
    ) as Record<Severity, number>,
  };
}
