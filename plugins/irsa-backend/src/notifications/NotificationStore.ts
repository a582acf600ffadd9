import type { VerificationStatus } from '@backstage-irsa/core/model';
import type { Knex } from 'knex';
import { severityOf } from '@backstage-irsa/core/findings';
import type { ScansConfig } from '../config/types';
import type { FindingUpdate, UpdateKind } from './types';
import { databaseTime } from '../database/clock';
import { whereListed } from '../database/sql';
import { acceptedSql, openSql } from '../fleet/store/tables';
import { inBatches } from '../database/batches';
import { fromList, toList } from '../database/lists';
import type { FindingDetail, FindingRow } from '../fleet/store/inventory/rows';
import type { Row } from '../serviceAccounts/ServiceAccountRow';

/** How many rows are named in one statement. */
const BATCH = 500;

/** The status of IAM service accounts that count as resolved. `unknown` is not one of them. */
const RESOLVED: VerificationStatus[] = ['verified', 'degraded'];

const TABLES: Record<UpdateKind, string> = {
  finding: 'findings',
  'service-account': 'service_accounts',
};

const ACCOUNT_COLUMNS = [
  'id',
  'cluster',
  'namespace',
  'name',
  'entity_ref',
  'catalog_entity_ref',
  'owners',
  'notified_owners',
] as const;

type AccountRow = Pick<
  Row,
  Exclude<(typeof ACCOUNT_COLUMNS)[number], 'notified_owners'>
> & { notified_owners: string };

type NotifiedFindingRow = FindingRow & { notified_owners: string };

interface NotificationStoreOptions {
  knex: Knex;
  minimumRank: number;
  scans: ScansConfig;
}

/** Stores which owners were notified about which findings and broken IAM service accounts. */
export class NotificationStore {
  readonly #knex: Knex;
  readonly #minimumRank: number;
  readonly #scans: ScansConfig;

  constructor(options: NotificationStoreOptions) {
    this.#knex = options.knex;
    this.#minimumRank = options.minimumRank;
    this.#scans = options.scans;
  }

  /**
   * Whether scans have yet to catch up, as after the backend was away or an older database was restored: a scope that was scanned before was not
   * scanned since, or is in its first scan since. A scan that failed counts as made.
   */
  async isCatchingUp(now: Date): Promise<boolean> {
    const { enabled, frequencyMs, timeoutMs } = this.#scans;
    if (!enabled) return false;
    // While a backend runs, no attempt is older than one period and one scan.
    const since = new Date(
      now.getTime() - 2 * (frequencyMs + timeoutMs),
    ).toISOString();
    const behind = await this.#knex('inventory_scopes')
      .where('attempted_at', '<', since)
      .orWhere(scanning =>
        scanning
          .where('scanning_until', '>', databaseTime(this.#knex))
          .where('completed_at', '<', since)
          .whereNull('stale_since'),
      )
      .first('id');
    return behind !== undefined;
  }

  /** Updates that owners were not notified about. Findings of a scope's first scan are held back until it ends, so that one notification has them all. */
  async pending(now: string): Promise<FindingUpdate[]> {
    await this.#resetAccepted(now);
    const [worse, resolved, broken, whole] = [
      await this.#worseFindings(now),
      await this.#resolvedFindings(),
      await this.#brokenAccounts(),
      await this.#resolvedAccounts(),
    ];
    return [
      ...worse.map(row => findingUpdate(row, 'worse', missing(row))),
      ...resolved.map(row => findingUpdate(row, 'resolved', notified(row))),
      ...broken.map(row => accountUpdate(row, 'worse', missing(row))),
      ...whole.map(row => accountUpdate(row, 'resolved', notified(row))),
    ].filter(({ owners }) => owners.length > 0);
  }

  /** How much of an owner's is wrong at a time, ISO 8601. */
  async countOpen(owner: string, now: string): Promise<number> {
    const tables: Knex.QueryBuilder[] = [
      this.#openFindings(now),
      this.#knex('service_accounts')
        .where('status', 'broken')
        .whereNull('deleted_at'),
    ];
    let open = 0;
    for (const query of tables) {
      whereListed(query, 'owners', owner);
      const [row] = await query.count({ count: '*' });
      open += Number(row.count);
    }
    return open;
  }

  /** Records that an owner was notified. */
  async recordNotified(owner: string, updates: FindingUpdate[]): Promise<void> {
    await this.#knex.transaction(async tx => {
      for (const kind of ['finding', 'service-account'] as const) {
        for (const change of ['worse', 'resolved'] as const) {
          const ids = updates
            .filter(each => each.kind === kind && each.change === change)
            .map(({ id }) => id);
          await inBatches(
            ids,
            batch => record(tx, { kind, change, owner, ids: batch }),
            BATCH,
          );
        }
      }
    });
  }

  /** Notify again when an acceptance expires. */
  async #resetAccepted(now: string): Promise<void> {
    await this.#knex('findings')
      .where('notified', 'open')
      .whereRaw(acceptedSql(now))
      .update({ notified: null, notified_owners: '|' });
  }

  #openFindings(now: string) {
    return this.#knex<NotifiedFindingRow>('findings')
      .whereRaw(openSql(now))
      .where('severity', '>=', this.#minimumRank);
  }

  #worseFindings(now: string): Promise<NotifiedFindingRow[]> {
    return this.#openFindings(now)
      .whereNot('owners', '|')
      .whereRaw('owners <> notified_owners')
      .whereIn('scope', this.#scannedScopes())
      .select();
  }

  #resolvedFindings(): Promise<NotifiedFindingRow[]> {
    return this.#knex<NotifiedFindingRow>('findings')
      .where('notified', 'open')
      .whereNotNull('resolved_at')
      .select();
  }

  #brokenAccounts(): Promise<AccountRow[]> {
    return this.#knex('service_accounts')
      .where('status', 'broken')
      .whereNull('deleted_at')
      .whereNot('owners', '|')
      .whereRaw('owners <> notified_owners')
      .where(scope =>
        scope.whereNull('scope').orWhereIn('scope', this.#scannedScopes()),
      )
      .select(ACCOUNT_COLUMNS);
  }

  #resolvedAccounts(): Promise<AccountRow[]> {
    return this.#knex('service_accounts')
      .where('notified_status', 'broken')
      .where(status =>
        status.whereIn('status', RESOLVED).orWhereNotNull('deleted_at'),
      )
      .select(ACCOUNT_COLUMNS);
  }

  #scannedScopes() {
    return this.#knex('inventory_scopes')
      .whereNotNull('completed_at')
      .select('id');
  }
}

/** Owners who were not notified. */
function missing(row: { owners: string; notified_owners: string }): string[] {
  const known = new Set(fromList(row.notified_owners));
  return fromList(row.owners).filter(owner => !known.has(owner));
}

function notified(row: { notified_owners: string }): string[] {
  return fromList(row.notified_owners);
}

/** Rows that come to the same are written in one statement. */
async function record(
  tx: Knex.Transaction,
  options: {
    kind: UpdateKind;
    change: FindingUpdate['change'];
    owner: string;
    ids: string[];
  },
): Promise<void> {
  const { kind, change, owner, ids } = options;
  const rows = await tx(TABLES[kind])
    .whereIn('id', ids)
    .select('id', 'owners', 'notified_owners');
  const byResult = new Map<string, string[]>();
  for (const row of rows) {
    const result = notifiedAfter(row, owner, change);
    byResult.set(result, [...(byResult.get(result) ?? []), row.id]);
  }
  const column = kind === 'finding' ? 'notified' : 'notified_status';
  const worse = kind === 'finding' ? 'open' : 'broken';
  for (const [result, same] of byResult) {
    await tx(TABLES[kind])
      .whereIn('id', same)
      .update({
        notified_owners: result,
        [column]: result === '|' ? 'resolved' : worse,
      });
  }
}

/** In the order of the owners, so that it equals theirs when all were notified. */
function notifiedAfter(
  row: { owners: string; notified_owners: string },
  owner: string,
  change: FindingUpdate['change'],
): string {
  const known = new Set(fromList(row.notified_owners));
  if (change === 'resolved') {
    known.delete(owner);
    return toList(known);
  }
  known.add(owner);
  return toList(fromList(row.owners).filter(each => known.has(each)));
}

function findingUpdate(
  row: NotifiedFindingRow,
  change: FindingUpdate['change'],
  owners: string[],
): FindingUpdate {
  const detail: FindingDetail = JSON.parse(row.detail);
  return {
    kind: 'finding',
    id: row.id,
    change,
    severity: severityOf(row.severity) ?? 'low',
    title: detail.title,
    subject: row.subject_name,
    message: row.message,
    entityRef: row.entity_ref,
    owners,
  };
}

function accountUpdate(
  row: AccountRow,
  change: FindingUpdate['change'],
  owners: string[],
): FindingUpdate {
  const subject = `${row.namespace}/${row.name} in ${row.cluster}`;
  return {
    kind: 'service-account',
    id: row.id,
    change,
    severity: 'high',
    title: 'AWS access is broken',
    subject,
    message: `ServiceAccount ${subject} does not get its AWS role.`,
    entityRef: row.entity_ref ?? row.catalog_entity_ref,
    owners,
  };
}
