import type { VerificationStatus } from '@backstage-irsa/core/model';
import type { Knex } from 'knex';
import type { ScansConfig } from '../config/types';
import type { Issue, IssueUpdate, UpdateKind } from './types';
import { databaseTime } from '../database/clock';
import { acceptedSql } from '../fleet/store/tables';
import { inBatches } from '../database/batches';
import { fromList, toList } from '../database/lists';
import {
  ACCOUNT_COLUMNS,
  accountIssue,
  brokenAccounts,
  findingIssue,
  openFindings,
  type AccountRow,
  type NotifiedFindingRow,
} from './issues';

/** The maximum number of rows in one statement. */
const BATCH = 500;

/** The statuses of IAM service accounts that count as resolved. `unknown` does not. */
const RESOLVED: VerificationStatus[] = ['verified', 'degraded'];

const TABLES: Record<UpdateKind, string> = {
  finding: 'findings',
  'service-account': 'service_accounts',
};

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
   * Whether scans are still catching up, for example after the backend was down or an older database was restored: a scope that was scanned before
   * has not been scanned since, or is in its first scan since. A failed scan counts too.
   */
  async isCatchingUp(now: Date): Promise<boolean> {
    const { enabled, frequencyMs, timeoutMs } = this.#scans;
    if (!enabled) return false;
    // While a backend runs, no scan attempt is older than one period and one scan.
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

  /**
   * Returns updates that owners were not notified about. Holds back findings of a scope's first scan until it ends, so that one notification contains
   * all.
   */
  async pending(now: string): Promise<IssueUpdate[]> {
    await this.#resetAccepted(now);
    const [worse, resolved, broken, whole] = [
      await this.#worseFindings(now),
      await this.#resolvedFindings(),
      await this.#brokenAccounts(),
      await this.#resolvedAccounts(),
    ];
    return [
      ...worse.map(row => worseUpdate(findingIssue(row), row)),
      ...resolved.map(row => resolvedUpdate(findingIssue(row), row)),
      ...broken.map(row => worseUpdate(accountIssue(row), row)),
      ...whole.map(row => resolvedUpdate(accountIssue(row), row)),
    ].filter(({ recipients }) => recipients.length > 0);
  }

  /** Records that an owner was notified. */
  async recordNotified(owner: string, updates: IssueUpdate[]): Promise<void> {
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

  #worseFindings(now: string): Promise<NotifiedFindingRow[]> {
    return openFindings(this.#knex, this.#minimumRank, now)
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
    return brokenAccounts(this.#knex)
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

interface Told {
  owners: string;
  notified_owners: string;
}

/** Returns the update for the owners who were not notified. */
function worseUpdate(issue: Issue, row: Told): IssueUpdate {
  const told = new Set(fromList(row.notified_owners));
  const recipients = issue.owners.filter(owner => !told.has(owner));
  return { ...issue, change: 'worse', recipients };
}

/** Returns the update for all owners who were notified. */
function resolvedUpdate(issue: Issue, row: Told): IssueUpdate {
  return {
    ...issue,
    change: 'resolved',
    recipients: fromList(row.notified_owners),
  };
}

/** Records that an owner was notified. Rows with the same result are written in one statement. */
async function record(
  tx: Knex.Transaction,
  options: {
    kind: UpdateKind;
    change: IssueUpdate['change'];
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

/** Returns the notified owners in the order of the row's owners, so that both lists are equal when all were notified. */
function notifiedAfter(
  row: Told,
  owner: string,
  change: IssueUpdate['change'],
): string {
  const known = new Set(fromList(row.notified_owners));
  if (change === 'resolved') {
    known.delete(owner);
    return toList(known);
  }
  known.add(owner);
  return toList(fromList(row.owners).filter(each => known.has(each)));
}
