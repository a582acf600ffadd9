import type { Knex } from 'knex';
import {
  type AssessedFinding,
  isCheck,
  rankOf,
} from '@backstage-irsa/core/findings';
import { inBatches, pagesById } from '../../../database/batches';
import { yieldTurn } from '../../../lib/yieldTurn';
import { digestOf } from '../../../database/digest';
import { writeRows } from '../../../database/writeRows';
import { toList } from '../../../database/lists';
import type { ChangeLog } from '../../../authorization/audit/ChangeLog';
import { recountOpenFindings, type Changed } from '../openFindingCounts';
import { endAcceptances } from './endAcceptances';
import type { FindingDetail, FindingRow } from './rows';

const TABLE = 'findings';

/** The columns that keep their values, whatever scans find. */
const KEPT = new Set(['first_seen_at', 'notified']);

const ACCEPTANCE = [
  'accepted_by',
  'accepted_reason',
  'accepted_at',
  'accepted_until',
  'accepted_extent',
] as const;

/**
 * Returns SQL that keeps an acceptance only if it is the one that the written row names: the acceptance that still applies. An acceptance that was
 * made while the row was on its way to the database is of something that no longer exists.
 */
function acceptanceKept(knex: Knex): Record<string, Knex.Raw> {
  return Object.fromEntries(
    ACCEPTANCE.map(column => [
      column,
      knex.raw(
        'case when excluded.accepted_at = findings.accepted_at then ?? end',
        [`findings.${column}`],
      ),
    ]),
  );
}

/** How long a finding of a check that this version does not know is attributed to a newer replica during a rolling update, in milliseconds. */
const UPDATE_MS = 24 * 60 * 60 * 1000;

type Known = Pick<
  FindingRow,
  | 'id'
  | 'check_id'
  | 'subject_kind'
  | 'subject_id'
  | 'digest'
  | 'last_seen_at'
  | 'resolved_at'
>;

/** The identity of a finding: its ID, check, and subject. */
export type KnownFinding = Pick<
  FindingRow,
  'id' | 'check_id' | 'subject_kind' | 'subject_id'
>;

/**
 * Takes the findings of one scan. Writes findings that are new, changed, or back, and marks findings that were not found again as resolved. Does not
 * write an unchanged finding: it was last seen when its scope was last scanned.
 */
export class FindingWriter {
  readonly #knex: Knex;
  readonly #changes: Pick<ChangeLog, 'record'>;
  readonly #scope: string;
  readonly #at: string;
  readonly #changed: Changed;
  readonly #known: Map<string, Known>;
  readonly #seen = new Set<string>();
  readonly #kept = new Map<string, (finding: KnownFinding) => boolean>();
  #buffer: FindingRow[] = [];
  #written = 0;

  constructor(
    knex: Knex,
    options: {
      changes: Pick<ChangeLog, 'record'>;
      scope: string;
      at: string;
      known: Known[];
      changed: Changed;
    },
  ) {
    this.#knex = knex;
    this.#changes = options.changes;
    this.#scope = options.scope;
    this.#at = options.at;
    this.#changed = options.changed;
    this.#known = new Map(options.known.map(row => [row.id, row]));
  }

  /** How many rows were written. */
  get written(): number {
    return this.#written;
  }

  /** Takes the findings about one subject. {@link flush} writes them. */
  take(findings: AssessedFinding[]): void {
    for (const finding of findings) {
      this.#seen.add(finding.id);
      const row = toRow(finding, this.#scope, this.#at);
      const known = this.#known.get(finding.id);
      if (known?.digest === row.digest && known.resolved_at === null) continue;
      this.#buffer.push(row);
    }
  }

  /** Does not resolve findings about one subject that were not taken: all, because nothing about it has changed, or those that `isKept` accepts. */
  keepAbout(
    subjectId: string,
    isKept: (finding: KnownFinding) => boolean = () => true,
  ): void {
    const before = this.#kept.get(subjectId);
    this.#kept.set(
      subjectId,
      before ? finding => before(finding) || isKept(finding) : isKept,
    );
  }

  /** Leaves the findings about subjects as they are, because what was taken about them is outdated. */
  leave(subjectIds: string[]): void {
    if (subjectIds.length === 0) return;
    const outdated = new Set(subjectIds);
    this.#buffer = this.#buffer.filter(
      ({ subject_id: id }) => !outdated.has(id),
    );
    for (const id of subjectIds) this.keepAbout(id);
  }

  /** Ends the acceptances that no longer apply to the taken findings, and records this for auditors. Call it before the writing transaction. */
  async endAcceptances(): Promise<void> {
    const known = this.#buffer.filter(({ id }) => this.#known.has(id));
    const kept = await endAcceptances(
      this.#knex,
      this.#changes,
      known,
      this.#at,
    );
    for (const row of known) row.accepted_at = kept.get(row.id) ?? null;
  }

  /** Writes the taken findings, within a transaction if one is given. Call {@link endAcceptances} before. */
  async flush(knex: Knex = this.#knex): Promise<void> {
    const rows = this.#buffer;
    this.#buffer = [];
    if (rows.length === 0) return;
    const set = acceptanceKept(knex);
    const merge = Object.keys(rows[0]).filter(
      column => !KEPT.has(column) && !(column in set),
    );
    await inBatches(rows, batch =>
      writeRows(knex, TABLE, batch, { on: ['id'], merge, set }),
    );
    this.#written += rows.length;
  }

  /**
   * Ends a scan: findings that were not found again become resolved, unless they are kept or `isUnread` reports that their subject was not read. By
   * then the rows name their role and IAM service account, so that open findings can be counted for these.
   */
  async finish(isUnread: (finding: KnownFinding) => boolean): Promise<void> {
    await this.endAcceptances();
    await this.flush();
    const resolved = [...this.#known.values()].filter(
      row =>
        row.resolved_at === null &&
        !this.#seen.has(row.id) &&
        !this.#kept.get(row.subject_id)?.(row) &&
        !this.#isOfNewerReplica(row) &&
        !isUnread(row),
    );
    await inBatches(resolved, batch =>
      this.#knex<FindingRow>(TABLE)
        .whereIn(
          'id',
          batch.map(({ id }) => id),
        )
        .update({ resolved_at: this.#at }),
    );
    this.#written += resolved.length;
    await recountOpenFindings(this.#knex, this.#changed);
    await yieldTurn();
  }

  #isOfNewerReplica({ check_id: check, last_seen_at: seenAt }: Known): boolean {
    return (
      !isCheck(check) && Date.parse(this.#at) - Date.parse(seenAt) < UPDATE_MS
    );
  }
}

/** Stores the findings: open, resolved, or accepted. */
export class FindingStore {
  readonly #knex: Knex;
  readonly #changes: Pick<ChangeLog, 'record'>;

  constructor(options: { knex: Knex; changes: Pick<ChangeLog, 'record'> }) {
    this.#knex = options.knex;
    this.#changes = options.changes;
  }

  /** Starts writing the findings of one scan, or only those about some subjects. */
  async begin(
    scope: string,
    at: string,
    subjectIds?: string[],
  ): Promise<FindingWriter> {
    const known: Known[] = [];
    const pages = pagesById<Known>((after, limit) =>
      this.#knex<FindingRow>(TABLE)
        .where({ scope })
        .where(some => subjectIds && some.whereIn('subject_id', subjectIds))
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit)
        .select(
          'id',
          'check_id',
          'subject_kind',
          'subject_id',
          'digest',
          'last_seen_at',
          'resolved_at',
        ),
    );
    for await (const rows of pages) known.push(...rows);
    const changed = subjectIds ? { subjectIds } : { scope };
    const changes = this.#changes;
    return new FindingWriter(this.#knex, {
      ...{ changes, scope, at, known, changed },
    });
  }

  /** Deletes findings that were resolved before a time. */
  async drop(scope: string, resolvedBefore: string): Promise<void> {
    await this.#knex<FindingRow>(TABLE)
      .where({ scope })
      .where('resolved_at', '<', resolvedBefore)
      .delete();
  }
}

function toRow(
  finding: AssessedFinding,
  scope: string,
  at: string,
): FindingRow {
  const { subject } = finding;
  const detail: FindingDetail = {
    evidence: finding.evidence,
    title: finding.title,
    severityReasons: finding.severityReasons,
    severityInUse: finding.severityInUse,
    remediation: finding.remediation,
    ...(finding.facts && { facts: finding.facts }),
    ...(finding.commands && { commands: finding.commands }),
    ...(finding.fault !== undefined && { fault: finding.fault }),
    ...(finding.docs !== undefined && { docs: finding.docs }),
    ...(subject.arn !== undefined && { subjectArn: subject.arn }),
  };
  const found = {
    check_id: finding.check,
    severity: rankOf(finding.severity),
    severity_in_use: rankOf(finding.severityInUse),
    subject_kind: subject.kind,
    subject_id: subject.id,
    subject_name: subject.name,
    cluster: subject.cluster ?? null,
    namespace: subject.namespace ?? null,
    account_id: subject.accountId ?? null,
    message: finding.message,
    extent: finding.extent ? JSON.stringify(finding.extent) : null,
    detail: JSON.stringify(detail),
    entity_ref: finding.entityRef,
    owners: toList(finding.owners),
  };
  return {
    id: finding.id,
    scope,
    ...found,
    digest: digestOf(found),
    first_seen_at: at,
    last_seen_at: at,
    resolved_at: null,
    accepted_by: null,
    accepted_reason: null,
    accepted_at: null,
    accepted_until: null,
    accepted_extent: null,
    notified: null,
  };
}
