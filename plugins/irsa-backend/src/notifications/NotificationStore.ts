import { rankOf } from '@backstage-irsa/core/findings';
import type { VerificationStatus } from '@backstage-irsa/core/model';
import type { Knex } from 'knex';
import type { ScansConfig } from '../config/types';
import type { Closing, Issue, IssueUpdate } from './types';
import { databaseTime } from '../database/clock';
import { acceptedSql } from '../fleet/store/tables';
import { inBatches } from '../database/batches';
import { fromList } from '../database/lists';
import {
  ACCOUNT_COLUMNS,
  acceptedAccounts,
  accountIssue,
  brokenAccounts,
  findingIssue,
  openFindings,
  removedIssue,
  scopeIds,
  type AccountRow,
  type NotifiedFindingRow,
  type NotifiedOwners,
} from './issues';
import { recordNotified } from './recordNotified';
import {
  dropReported,
  REMOVED,
  type RemovedRow,
} from '../serviceAccounts/removals';

/** The maximum number of rows in one statement. */
const BATCH = 500;

/** The statuses of IAM service accounts that count as resolved. `unknown` does not. */
const RESOLVED: VerificationStatus[] = ['verified', 'degraded'];

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
    const open = await this.#openFindings(now);
    const accepted = await this.#acceptedFindings(now);
    const resolved = await this.#resolvedFindings();
    const retired = await this.#retiredFindings();
    const broken = await this.#brokenAccounts();
    const tolerated = await this.#acceptedAccounts(now);
    const whole = await this.#resolvedAccounts();
    const gone = await this.#retiredAccounts();
    const removed = await this.#removedAccounts();
    return [
      ...open.flatMap(row => openUpdates(findingIssue(row), row)),
      ...accepted.map(row => closingOf('accepted', findingIssue(row), row)),
      ...resolved.map(row => closingOf('resolved', findingIssue(row), row)),
      ...retired.map(row => closingOf('retired', findingIssue(row), row)),
      ...broken.flatMap(row => openUpdates(accountIssue(row), row)),
      ...tolerated.map(row => closingOf('accepted', accountIssue(row), row)),
      ...whole.map(row => closingOf('resolved', accountIssue(row), row)),
      ...gone.map(row => closingOf('retired', accountIssue(row), row)),
      ...removed.map(row => closingOf('resolved', removedIssue(row), row)),
    ].filter(({ recipients }) => recipients.length > 0);
  }

  /** Records that an owner was notified. */
  async recordNotified(owner: string, updates: IssueUpdate[]): Promise<void> {
    await this.#knex.transaction(async tx => {
      for (const same of groupsOf(updates)) {
        await inBatches(
          same.map(({ id }) => id),
          ids => recordNotified(tx, owner, { ...same[0], ids }),
          BATCH,
        );
      }
      await dropReported(tx);
    });
  }

  #openFindings(now: string): Promise<NotifiedFindingRow[]> {
    return openFindings(this.#knex, this.#minimumRank, now)
      .whereNot('owners', '|')
      .whereRaw('(owners <> informed_owners or severity > notified_severity)')
      .whereIn('scope', this.#scannedScopes())
      .select();
  }

  #acceptedFindings(now: string): Promise<NotifiedFindingRow[]> {
    return this.#knex<NotifiedFindingRow>('findings')
      .where('notified', 'open')
      .whereNull('resolved_at')
      .whereRaw(acceptedSql(now))
      .select();
  }

  /** A scope that is configured again and was not scanned yet is left out: its findings were resolved when it was retired. */
  #resolvedFindings(): Promise<NotifiedFindingRow[]> {
    return this.#closedFindings().whereIn('scope', this.#scannedScopes());
  }

  #retiredFindings(): Promise<NotifiedFindingRow[]> {
    return this.#closedFindings().whereNotIn('scope', scopeIds(this.#knex));
  }

  #closedFindings(): Knex.QueryBuilder {
    return this.#knex('findings')
      .where('notified', 'open')
      .whereNotNull('resolved_at')
      .select();
  }

  #brokenAccounts(): Promise<AccountRow[]> {
    return brokenAccounts(this.#knex)
      .whereNot('owners', '|')
      .whereRaw('owners <> informed_owners')
      .where(scope => this.#isScanned(scope))
      .select(ACCOUNT_COLUMNS);
  }

  #acceptedAccounts(now: string): Promise<AccountRow[]> {
    return acceptedAccounts(this.#knex, now)
      .where('notified_status', 'broken')
      .select(ACCOUNT_COLUMNS);
  }

  #resolvedAccounts(): Promise<AccountRow[]> {
    return this.#notifiedAccounts()
      .where(status =>
        status.whereIn('status', RESOLVED).orWhereNotNull('deleted_at'),
      )
      .where(scope => this.#isScanned(scope));
  }

  #retiredAccounts(): Promise<AccountRow[]> {
    return this.#notifiedAccounts()
      .whereNotNull('deleted_at')
      .whereNotNull('scope')
      .whereNotIn('scope', scopeIds(this.#knex));
  }

  #removedAccounts(): Promise<RemovedRow[]> {
    return this.#knex(REMOVED).whereNot('notified_owners', '|').select();
  }

  #notifiedAccounts(): Knex.QueryBuilder {
    return this.#knex('service_accounts')
      .where('notified_status', 'broken')
      .select(ACCOUNT_COLUMNS);
  }

  #isScanned(query: Knex.QueryBuilder): void {
    query.whereNull('scope').orWhereIn('scope', this.#scannedScopes());
  }

  #scannedScopes(): Knex.QueryBuilder {
    return scopeIds(this.#knex).whereNotNull('completed_at');
  }
}

/** Returns the updates for the owners who were not notified, or only of a lower severity. */
function openUpdates(issue: Issue, row: NotifiedOwners): IssueUpdate[] {
  const isRaised = rankOf(issue.severity) > (row.notified_severity ?? Infinity);
  const informed = new Set(isRaised ? [] : fromList(row.informed_owners));
  const notified = new Set(fromList(row.notified_owners));
  const owners = issue.owners.filter(owner => !informed.has(owner));
  return [
    {
      ...issue,
      change: 'opened',
      recipients: owners.filter(owner => !notified.has(owner)),
    },
    {
      ...issue,
      change: 'worse',
      recipients: owners.filter(owner => notified.has(owner)),
    },
  ];
}

/** Returns the update for all owners and former owners who were notified that the issue is open. */
function closingOf(
  change: Closing,
  issue: Issue,
  row: NotifiedOwners,
): IssueUpdate {
  return { ...issue, change, recipients: fromList(row.notified_owners) };
}

/** Groups updates that are recorded in the same way. */
function groupsOf(updates: IssueUpdate[]): IssueUpdate[][] {
  return [
    ...Map.groupBy(updates, ({ kind, change, severity }) =>
      [kind, change, severity].join(),
    ).values(),
  ];
}
