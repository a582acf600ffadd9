import type {
  IdentitySource,
  Severity,
  VerificationStatus,
} from '@backstage-irsa/core/model';
import type { Knex } from 'knex';
import { SEVERITIES } from '@backstage-irsa/core/findings';
import { openSql } from './tables';

const STATUSES: readonly VerificationStatus[] = [
  'verified',
  'degraded',
  'broken',
  'unknown',
];

const IDENTITY_SOURCES: readonly IdentitySource[] = [
  'service-account-role',
  'node-role',
  'static-keys',
  'none',
  'unknown',
];

/** Counts over the whole fleet. Every known value is present, even with the count 0. */
export interface FleetNumbers {
  serviceAccounts: Record<VerificationStatus, number>;
  openFindings: Record<Severity, number>;
  workloads: Record<IdentitySource, number>;
  unusedRoles: number;
  /** The start of the newest successful scan of each scope, in milliseconds since 1970. */
  scannedAt: Record<string, number>;
}

/** Counts the stored data of the whole fleet, regardless of who may read it. */
export class FleetCounts {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async read(): Promise<FleetNumbers> {
    const present = (table: string) =>
      this.#knex(table).whereNull('deleted_at');
    const findings = this.#knex('findings').whereRaw(
      openSql(new Date().toISOString()),
    );
    const byRank = await countBy(
      findings,
      'severity',
      SEVERITIES.map((_, rank) => `${rank}`),
    );
    const [unused] = await present('inventory_roles')
      .where('unused', 'yes')
      .count({ count: '*' });
    return {
      // One that was never verified has no status yet.
      serviceAccounts: await countBy(
        present('service_accounts'),
        this.#knex.raw(`coalesce(status, 'unknown')`),
        STATUSES,
      ),
      openFindings: Object.fromEntries(
        SEVERITIES.map((severity, rank) => [severity, byRank[rank]]),
      ) as Record<Severity, number>,
      workloads: await countBy(
        present('inventory_workloads'),
        'identity_source',
        IDENTITY_SOURCES,
      ),
      unusedRoles: Number(unused.count),
      scannedAt: await this.#scannedAt(),
    };
  }

  async #scannedAt(): Promise<Record<string, number>> {
    const scopes = await this.#knex('inventory_scopes')
      .whereNotNull('completed_at')
      .select('id', 'completed_at');
    return Object.fromEntries(
      scopes.map(({ id, completed_at: at }) => [id, Date.parse(at)]),
    );
  }
}

async function countBy<Value extends string>(
  query: Knex.QueryBuilder,
  column: string | Knex.Raw,
  values: readonly Value[],
): Promise<Record<Value, number>> {
  const rows: Record<string, string | number>[] = await query
    .groupByRaw('1')
    .select({ value: column })
    .count({ count: '*' });
  const counts = new Map(
    rows.map(({ value, count }) => [`${value}`, Number(count)]),
  );
  return Object.fromEntries(
    values.map(value => [value, counts.get(value) ?? 0]),
  ) as Record<Value, number>;
}
