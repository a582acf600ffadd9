import type { Knex } from 'knex';
import type {
  IdentitySource,
  Overview,
  VerificationStatus,
} from '@backstage-irsa/core/model';
import { rankOf, SEVERITIES } from '@backstage-irsa/core/findings';
import { StaleWhileRevalidateCache } from '../../lib/StaleWhileRevalidateCache';
import { fromList } from '../../database/lists';
import { totalOf } from '../../database/totalOf';
import { findingsTable } from './findingsTable';
import { rolesTable } from './rolesTable';
import type { Generation } from './ScopeReader';
import { serviceAccountsTable } from './serviceAccountsTable';
import {
  acceptedSql,
  openSql,
  type FleetFilter,
  type FleetTable,
} from './tables';
import { findingsTrend, stateTrend } from './trends';
import { whereVisible, type Visibility } from '../../authorization/visibility';
import { workloadsTable } from './workloadsTable';

const MOST_OWNERS = 10;

/** How old the numbers can be before they are counted again, in milliseconds. Counting reads every row. */
const FRESH_MS = 5000;
const MOST_REMEMBERED = 100;

type Numbers = Omit<Overview, 'scopes'>;

/** Counts the fleet rows that the caller may read. */
export class OverviewStore {
  readonly #knex: Knex;
  readonly #counted = new StaleWhileRevalidateCache<Numbers>({
    most: MOST_REMEMBERED,
  });

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Returns numbers that were counted seconds ago. If counting takes long, results of scans from the last 2 minutes can be missing. */
  read(
    visibility: Visibility,
    { changes, scans }: Generation,
    now: Date,
  ): Promise<Numbers> {
    return this.#counted.get(
      JSON.stringify([visibility, changes]),
      { version: scans, at: now.getTime(), freshMs: FRESH_MS },
      () => this.#count(visibility, now),
    );
  }

  /** Discards the numbers after a change, so that the next read counts again. */
  forget(): void {
    this.#counted.clear();
  }

  async #count(visibility: Visibility, now: Date): Promise<Numbers> {
    const at = now.toISOString();
    const [
      serviceAccounts,
      withoutOwner,
      identitySource,
      findings,
      roles,
      trends,
    ] = await Promise.all([
      this.#serviceAccounts(visibility, at),
      this.#countOf(serviceAccountsTable, { entity: ['none'] }, visibility, at),
      this.#identitySource(visibility, at),
      this.#findings(visibility, at),
      this.#roles(visibility, at),
      this.#trends(visibility, now),
    ]);
    return {
      serviceAccounts,
      withoutOwner,
      identitySources: identitySource,
      roles,
      trends,
      ...findings,
    };
  }

  async #serviceAccounts(
    visibility: Visibility,
    now: string,
  ): Promise<Overview['serviceAccounts']> {
    const counts = await this.#countBy(
      serviceAccountsTable,
      'service_accounts.status',
      visibility,
      now,
    );
    const of = (status: VerificationStatus) => counts.get(status) ?? 0;
    return {
      total: [...counts.values()].reduce((sum, count) => sum + count, 0),
      verified: of('verified'),
      degraded: of('degraded'),
      broken: of('broken'),
      // An IAM service account that was never verified has no status.
      unknown: of('unknown') + (counts.get(null) ?? 0),
    };
  }

  async #identitySource(
    visibility: Visibility,
    now: string,
  ): Promise<Overview['identitySources']> {
    const counts = await this.#countBy(
      workloadsTable,
      'inventory_workloads.identity_source',
      visibility,
      now,
    );
    const of = (identitySource: IdentitySource) =>
      counts.get(identitySource) ?? 0;
    return {
      serviceAccountRole: of('service-account-role'),
      nodeRole: of('node-role'),
      staticKeys: of('static-keys'),
      none: of('none'),
      unknown: of('unknown'),
    };
  }

  async #roles(
    visibility: Visibility,
    now: string,
  ): Promise<Overview['roles']> {
    const counts = await this.#countBy(
      rolesTable,
      'inventory_roles.unused',
      visibility,
      now,
    );
    return {
      total: [...counts.values()].reduce((sum, count) => sum + count, 0),
      unused: counts.get('yes') ?? 0,
    };
  }

  async #findings(
    visibility: Visibility,
    now: string,
  ): Promise<Pick<Overview, 'findings' | 'byOwner'>> {
    const all = () => {
      const query: Knex.QueryBuilder = this.#knex('findings');
      whereVisible(query, visibility, findingsTable.placed);
      return query;
    };
    const [open, [{ accepted }]]: [
      { owners: string; severity: number; count: number | string }[],
      { accepted: number | string }[],
    ] = await Promise.all([
      all()
        .whereRaw(openSql(now))
        .groupBy('findings.owners', 'findings.severity')
        .select('findings.owners', 'findings.severity')
        .count({ count: '*' }),
      all()
        .whereNull('findings.resolved_at')
        .whereRaw(acceptedSql(now))
        .count({ accepted: '*' }),
    ]);
    const [low, medium, high, critical] = SEVERITIES.map((_, rank) =>
      totalOf(open.filter(({ severity }) => severity === rank)),
    );
    return {
      findings: {
        ...{ critical, high, medium, low },
        accepted: Number(accepted),
        shared: totalOf(
          open.filter(({ owners }) => fromList(owners).length > 1),
        ),
      },
      byOwner: byOwner(open),
    };
  }

  async #trends(
    visibility: Visibility,
    now: Date,
  ): Promise<Overview['trends']> {
    // The stored state of a role says whether the role is unused.
    const states = (
      kind: 'service-account' | 'workload' | 'role',
      state: string,
    ) => stateTrend(this.#knex, { kind, state }, visibility, now);
    const [broken, usesNodeRole, unusedRoles, highFindings] = await Promise.all(
      [
        states('service-account', 'broken'),
        states('workload', 'node-role'),
        states('role', 'yes'),
        findingsTrend(this.#knex, rankOf('high'), visibility, now),
      ],
    );
    return { broken, usesNodeRole, highFindings, unusedRoles };
  }

  async #countOf(
    table: FleetTable,
    filter: FleetFilter,
    visibility: Visibility,
    now: string,
  ): Promise<number> {
    const query: Knex.QueryBuilder = this.#knex(table.name);
    table.narrow(query, filter, now);
    whereVisible(query, visibility, table.placed);
    const [{ count }] = await query.count({ count: '*' });
    return Number(count);
  }

  async #countBy(
    table: FleetTable,
    column: string,
    visibility: Visibility,
    now: string,
  ): Promise<Map<string | null, number>> {
    const query: Knex.QueryBuilder = this.#knex(table.name);
    table.narrow(query, {}, now);
    whereVisible(query, visibility, table.placed);
    const rows: { value: string | null; count: number | string }[] = await query
      .groupBy(column)
      .select({ value: column })
      .count({ count: '*' });
    return new Map(rows.map(({ value, count }) => [value, Number(count)]));
  }
}

/** Returns the owners with the most open findings. Findings without an owner count under null, findings with several owners under each. */
function byOwner(
  open: { owners: string; severity: number; count: number | string }[],
): Overview['byOwner'] {
  const totals = new Map<string | null, Overview['byOwner'][number]>();
  for (const { owners, severity, count } of open) {
    const names = fromList(owners);
    for (const owner of names.length > 0 ? names : [null]) {
      const known = totals.get(owner) ?? {
        owner,
        open: 0,
        critical: 0,
        high: 0,
      };
      known.open += Number(count);
      if (severity === rankOf('critical')) known.critical += Number(count);
      if (severity === rankOf('high')) known.high += Number(count);
      totals.set(owner, known);
    }
  }
  return [...totals.values()]
    .sort((a, b) => b.open - a.open || b.critical - a.critical)
    .slice(0, MOST_OWNERS);
}
