import type { Knex } from 'knex';
import { issuerHostPath } from '@backstage-irsa/core/arn';
import type { Scope, ClusterFacts } from '@backstage-irsa/core/model';
import { databaseTime } from '../../database/clock';
import { digestOf } from '../../database/digest';
import { SingleFlight } from '../../lib/SingleFlight';
import type { ScopeRow } from './inventory/rows';
import { whereMeets, type Visibility } from '../../authorization/visibility';

/** Digests that show whether the stored data has changed. */
export interface Generation {
  /** Changes after every write by Backstage, every change that an event reported, and every scan that a user requested. */
  changes: string;
  /** Changes after every scan. */
  scans: string;
}

/** Reads the scanned clusters and accounts for the page. There can be hundreds, so concurrent requests share one read. */
export class ScopeReader {
  readonly #knex: Knex;
  readonly #lists = new SingleFlight<Scope[]>();
  readonly #generations = new SingleFlight<Generation>();

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Lists the scopes, clusters first. A caller who may read only some rows sees only the scopes that contain these rows, without row counts. */
  list(visibility: Visibility): Promise<Scope[]> {
    return this.#lists.ask(JSON.stringify(visibility), () =>
      this.#list(visibility),
    );
  }

  /** Returns the scope with this ID; undefined if it does not exist or is hidden from the caller. */
  async get(id: string, visibility: Visibility): Promise<Scope | undefined> {
    const rows: ShownRow[] = await this.#shown(visibility).where({ id });
    return rows.map(row => scopeOf(row, visibility === 'all'))[0];
  }

  /** Whether the Kubernetes API of a cluster did not accept the backend's identity (401) in the last scan. */
  async isRejected(id: string): Promise<boolean> {
    const row = await this.#knex<ScopeRow>('inventory_scopes')
      .where({ id })
      .first('credentials_rejected');
    return Boolean(row?.credentials_rejected);
  }

  /** Returns the last-read facts of clusters, by cluster name. */
  async clusterFacts(names: string[]): Promise<Map<string, ClusterFacts>> {
    const rows: Pick<ScopeRow, 'name' | 'facts'>[] = await this.#knex<ScopeRow>(
      'inventory_scopes',
    )
      .where('kind', 'cluster')
      .whereIn('name', names)
      .whereNotNull('facts')
      .select('name', 'facts');
    return new Map(
      rows.map(({ name, facts }) => [name, JSON.parse(facts ?? 'null')]),
    );
  }

  /** Checks whether an account has an OIDC provider for an issuer; undefined if the account was not scanned yet. */
  async hasProvider(
    accountId: string,
    issuer: string,
  ): Promise<boolean | undefined> {
    const scanned = await this.#knex<ScopeRow>('inventory_scopes')
      .where({ kind: 'account', account_id: accountId })
      .whereNotNull('completed_at')
      .first('id');
    if (!scanned) return undefined;
    const provider = await this.#knex('inventory_providers')
      .where({ account_id: accountId, issuer: issuerHostPath(issuer) })
      .whereNull('deleted_at')
      .first('id');
    return provider !== undefined;
  }

  /** Returns the digests of the data that is stored now. */
  generation(): Promise<Generation> {
    return this.#generations.ask('', () => this.#generation());
  }

  async #generation(): Promise<Generation> {
    const rows = await this.#knex<ScopeRow>('inventory_scopes')
      .select(
        'id',
        'attempted_at',
        'completed_at',
        'stale_since',
        'written_at',
        'changes_read_at',
      )
      .orderBy('id');
    // Digests keep cache keys short: every key contains them, and there can be hundreds of scopes.
    return {
      changes: digestOf(
        rows.map(row => [row.id, row.written_at, row.changes_read_at]),
      ),
      scans: digestOf(
        rows.map(row => [row.attempted_at, row.completed_at, row.stale_since]),
      ),
    };
  }

  async #list(visibility: Visibility): Promise<Scope[]> {
    const rows: ShownRow[] = await this.#shown(visibility).orderBy([
      { column: 'kind', order: 'desc' },
      { column: 'name', order: 'asc' },
    ]);
    return rows.map(row => scopeOf(row, visibility === 'all'));
  }

  #shown(visibility: Visibility): Knex.QueryBuilder {
    const query: Knex.QueryBuilder = this.#knex('inventory_scopes');
    if (visibility !== 'all') {
      const places: Knex.QueryBuilder = this.#knex('inventory_locations');
      whereMeets(places, visibility.criteria);
      query.whereIn('id', places.select('inventory_locations.scope'));
    }
    return query
      .select(
        'id',
        'kind',
        'name',
        'account_id',
        'region',
        'completed_at',
        'changes_read_at',
        'scanning_until',
        'stale_since',
        'reason',
        'missing_right',
        'duration_ms',
        'aws_calls',
        'kubernetes_calls',
        'counts',
      )
      .select({ now: databaseTime(this.#knex) });
  }
}

/** A scope row with the time of the database clock, in milliseconds. */
type ShownRow = ScopeRow & { now: number | string };

function scopeOf(row: ShownRow, withCounts: boolean): Scope {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    accountId: row.account_id,
    region: row.region,
    state: stateOf(row),
    completedAt: row.completed_at,
    ...(row.changes_read_at !== null && { changesReadAt: row.changes_read_at }),
    ...(row.stale_since !== null && { staleSince: row.stale_since }),
    ...(row.reason !== null && { reason: row.reason }),
    ...(row.missing_right !== null && { missingPermission: row.missing_right }),
    ...(row.duration_ms !== null && { durationMs: row.duration_ms }),
    ...(row.aws_calls !== null && { awsCalls: row.aws_calls }),
    ...(row.kubernetes_calls !== null && {
      kubernetesCalls: row.kubernetes_calls,
    }),
    ...(withCounts && { counts: JSON.parse(row.counts) }),
  };
}

function stateOf(row: ShownRow): Scope['state'] {
  if (Number(row.scanning_until) > Number(row.now)) return 'scanning';
  if (row.stale_since !== null) return 'stale';
  return row.completed_at === null ? 'never' : 'current';
}
